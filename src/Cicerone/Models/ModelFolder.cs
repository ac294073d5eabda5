using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cicerone.Data;

namespace Cicerone.Models;

/// <summary>
/// A model kept on disk, complete without the data it learned from: <c>model.json</c>, the catalogue
/// (<c>items.jsonl</c>) and the model's own parts. It is written aside and moved into place whole; on reading, every file
/// is checked against its SHA-256.
/// </summary>
public sealed class ModelFolder
{
    private const string CardFile = "model.json";
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private ModelFolder(ModelCard card, IRanker model, Catalogue catalogue) => (Card, Model, Catalogue) = (card, model, catalogue);

    /// <summary>What the folder says of the model.</summary>
    public ModelCard Card { get; }

    /// <summary>The model.</summary>
    public IRanker Model { get; }

    /// <summary>The items it ranks.</summary>
    public Catalogue Catalogue { get; }

    /// <summary>Writes a model, replacing what is at the path only when it is a model folder.</summary>
    /// <exception cref="CiceroneException">The path is taken by something else.</exception>
    public static void Save(string path, ModelCard card, IModel model, Catalogue catalogue)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(card);
        if (Directory.Exists(path) && !File.Exists(Path.Combine(path, CardFile)) && Directory.EnumerateFileSystemEntries(path).Any())
            throw new CiceroneException($"{path} is no model folder and is not empty; choose another place for the model.");
        FolderAside.Fill(path, replaces: true, aside =>
        {
            model.Save(new ModelWriter(aside));
            CatalogueFile.Write(Path.Combine(aside, CatalogueFile.Name), catalogue);
            File.WriteAllText(Path.Combine(aside, CardFile), card.ToJson(Hashes(aside)).ToJsonString(Indented) + "\n");
        });
    }

    /// <summary>Reads a model.</summary>
    /// <param name="path">The folder that holds <c>model.json</c>.</param>
    /// <param name="algorithms">The algorithms that are known.</param>
    /// <exception cref="CiceroneException">A file is missing, damaged or unknown, or the algorithm is.</exception>
    public static ModelFolder Open(string path, AlgorithmTable algorithms)
    {
        ArgumentNullException.ThrowIfNull(algorithms);
        (ModelCard card, JsonNode json) = Read(path);
        try
        {
            CheckHashes(path, json["files"]!.AsObject());
        }
        catch (Exception fault) when (fault is InvalidOperationException or NullReferenceException)
        {
            throw Damaged(path, fault);
        }
        Catalogue catalogue = CatalogueFile.Read(Path.Combine(path, CatalogueFile.Name));
        IModel model = algorithms[card.Algorithm].Load(new ModelReader(path, catalogue.Count), card.Options);
        return new ModelFolder(card, (IRanker)model, catalogue);
    }

    /// <summary>Reads what a model folder says of its model, and nothing more of it.</summary>
    /// <param name="path">The folder that holds <c>model.json</c>.</param>
    /// <exception cref="CiceroneException">The file is missing or damaged.</exception>
    public static ModelCard ReadCard(string path) => Read(path).Card;

    private static (ModelCard Card, JsonNode Json) Read(string path)
    {
        string cardPath = Path.Combine(path, CardFile);
        if (!File.Exists(cardPath)) throw new CiceroneException($"{path} holds no model: {CardFile} is missing. 'cicerone fit' makes a run, and its model lies in RUN/model.");
        try
        {
            JsonNode json = JsonNode.Parse(File.ReadAllBytes(cardPath))!;
            return (ModelCard.FromJson(json, cardPath), json);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or NullReferenceException or FormatException or OverflowException)
        {
            throw Damaged(path, fault);
        }
    }

    private static CiceroneException Damaged(string path, Exception fault) => new($"{Path.Combine(path, CardFile)} is damaged: {fault.Message} Fit the model again.", fault);

    private static JsonObject Hashes(string folder) => new(
        Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal)
            .Select(file => KeyValuePair.Create<string, JsonNode?>(Path.GetFileName(file), Hash(file))));

    private static void CheckHashes(string folder, JsonObject files)
    {
        foreach ((string name, JsonNode? hash) in files)
        {
            if (name != Path.GetFileName(name)) throw new CiceroneException($"{folder} names a file outside of itself: '{name}'. It is not safe to load.");
            string file = Path.Combine(folder, name);
            if (!File.Exists(file)) throw new CiceroneException($"{file} is missing. The model folder is incomplete; fit the model again.");
            if (Hash(file) != hash!.GetValue<string>()) throw new CiceroneException($"{file} is damaged: its contents are not those that were written. Fit the model again.");
        }
    }

    private static string Hash(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
