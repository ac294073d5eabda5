namespace Cicerone.Server.Storage;

/// <summary>How people lie in their table.</summary>
internal static class PersonRows
{
    /// <summary>The numbers of people, who are added when they are new.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> NumbersAsync(Transaction transaction, HashSet<string> people)
    {
        Dictionary<string, long> numbers = await FindAsync(transaction, people);
        string[] missing = [.. people.Where(person => !numbers.ContainsKey(person))];
        if (missing.Length == 0) return numbers;
        await transaction.InsertAsync("person", ["id"], missing.Select(person => new object?[] { person }));
        foreach ((string person, long number) in await FindAsync(transaction, missing)) numbers.Add(person, number);
        return numbers;
    }

    /// <summary>The numbers of those people who are there.</summary>
    public static async Task<Dictionary<string, long>> FindAsync(Transaction transaction, IReadOnlyCollection<string> people) =>
        (await transaction.FindAsync("SELECT id, number FROM person WHERE id", people, row => KeyValuePair.Create(row.GetString(0), row.GetInt64(1)))).ToDictionary();
}
