using Cicerone.Models;
using Cicerone.Models.Rules;
using Cicerone.Server.Security;

namespace Cicerone.Server.Pages;

/// <summary>An entry of the navigation.</summary>
/// <param name="Name">Its words.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Needs">The scope that the page needs: who lacks it does not see the entry.</param>
internal sealed record PageEntry(string Name, string Address, Scope Needs = Scope.Read)
{
    public const string Readers = "Readers", Items = "Items", Rules = "Rules", Models = "Models", Experiments = "Experiments", Data = "Data", Overview = "Overview", Tour = "Tour";

    public static IReadOnlyList<PageEntry> All { get; } =
    [
        new(Readers, "/"), new(Items, "/items"), new(Rules, "/rules"), new(Models, "/models"), new(Experiments, "/experiments"),
        new(Data, "/data", Scope.Write), new(Overview, "/overview", Scope.Admin), new(Tour, "/tour"), new("API", "/openapi/v1.json"),
    ];

    /// <summary>Whether the model in service has what the page shows.</summary>
    public bool IsFor(Recommender model) => Name != Rules || model.Model is RuleSet;
}
