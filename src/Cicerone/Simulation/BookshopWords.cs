namespace Cicerone.Simulation;

/// <summary>The words that the <see cref="Bookshop"/>'s titles, names and blurbs are made of.</summary>
public static class BookshopWords
{
    /// <summary>The genres, in a fixed order.</summary>
    public static IReadOnlyList<string> Genres { get; } = ["Mystery", "Fantasy", "Romance", "Science fiction", "History", "Travel", "Poetry", "Thriller", "Nature", "Memoir"];

    /// <summary>The moods, in a fixed order.</summary>
    public static IReadOnlyList<string> Moods { get; } = ["hopeful", "dark", "funny", "quiet", "tense"];

    internal static readonly string[] FirstNames =
    [
        "Agnes", "Bruno", "Clara", "Dorian", "Edith", "Felix", "Greta", "Hugo", "Iris", "Jonas", "Katya", "Leopold", "Maren", "Nils", "Odile", "Piotr",
        "Quentin", "Rosa", "Stellan", "Tamsin", "Ulla", "Viktor", "Wanda", "Xavier", "Yara", "Zeno", "Amara", "Basil", "Carmen", "Dov",
    ];

    internal static readonly string[] LastNames =
    [
        "Abendroth", "Birch", "Calloway", "Delmar", "Eastwick", "Farrow", "Galanis", "Hallam", "Ivarsson", "Jessop", "Kestrel", "Lindqvist", "Marchetti", "Novak", "Okafor", "Pemberton",
        "Quill", "Rosario", "Sandoval", "Thorne", "Underhill", "Vasquez", "Whitlock", "Yilmaz", "Zeller", "Ashdown", "Brandt", "Corvin", "Dray", "Ekwueme", "Fenn", "Goodwin", "Harrow",
    ];

    internal static readonly string[] Adjectives =
    [
        "Silent", "Amber", "Broken", "Hidden", "Last", "Winter", "Scarlet", "Hollow", "Distant", "Burning", "Quiet", "Silver", "Forgotten", "Northern", "Paper", "Drowned",
        "Golden", "Restless", "Salt", "Midnight", "Crooked", "Glass", "Wandering", "Iron", "Early", "Borrowed", "Second", "Velvet", "Unfinished", "Blue", "Patient",
    ];

    /// <summary>Words of each genre: nouns for titles, and themes for blurbs.</summary>
    internal static readonly (string[] Nouns, string[] Themes)[] ByGenre =
    [
        (["Witness", "Inspector", "Alibi", "Confession", "Corridor", "Inheritance", "Verdict"], ["a missing heiress", "a locked room", "an old inspector", "a village that keeps quiet", "a forged will", "footprints in the snow"]),
        (["Crown", "Dragon", "Sorceress", "Tower", "Prophecy", "Forest", "Kingdom"], ["a banished mage", "a sleeping dragon", "a crown without a king", "a door between worlds", "an oath of blood", "a map that changes"]),
        (["Summer", "Letter", "Promise", "Wedding", "Garden", "Waltz", "Heart"], ["a letter sent too late", "two rivals at one table", "a house by the sea", "a second proposal", "a summer in Lisbon", "a promise kept"]),
        (["Orbit", "Signal", "Colony", "Engine", "Nebula", "Android", "Voyage"], ["a ship that remembers", "a signal from Europa", "the first Martian court", "a mind in a machine", "a colony out of air", "time that runs twice"]),
        (["Empire", "Harbour", "Siege", "Cathedral", "Treaty", "Plague", "Archive"], ["the fall of a port", "a queen in exile", "the year of the plague", "a forgotten treaty", "builders of a cathedral", "the spice trade"]),
        (["Road", "Island", "Passage", "Bazaar", "Railway", "Desert", "Lighthouse"], ["a slow train east", "islands without cars", "a desert on foot", "markets at dawn", "a border crossed at night", "a sailor's hostel"]),
        (["Elegy", "Song", "Silence", "Moon", "Mirror", "Psalm", "Rain"], ["short poems on rain", "letters to a dead father", "songs of the kitchen", "a year in haiku", "the weight of silence", "odes to small things"]),
        (["Protocol", "Fugitive", "Cipher", "Hostage", "Deadline", "Informer", "Shadow"], ["a double agent", "a clock that runs out", "a cipher nobody reads", "a bank at gunpoint", "the wrong passport", "a leak at the ministry"]),
        (["River", "Heron", "Moor", "Orchard", "Glacier", "Meadow", "Tide"], ["the return of the otter", "a walk along a river", "bees of one garden", "a glacier's last years", "the language of crows", "old orchards"]),
        (["Childhood", "Kitchen", "Daughter", "Years", "Diary", "Apprentice", "Homecoming"], ["growing up over a bakery", "a mother's recipes", "learning a fourth language", "a doctor's first winter", "leaving the farm", "a violin and its owners"]),
    ];
}
