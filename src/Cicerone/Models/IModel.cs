namespace Cicerone.Models;

/// <summary>Something that has been learned and can be kept in a model folder.</summary>
public interface IModel
{
    /// <summary>Writes what the model needs to answer again elsewhere, without the data it learned from.</summary>
    void Save(ModelWriter folder);
}
