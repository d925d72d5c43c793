namespace DelayedArrays;

/// <summary>Finds the name that a user may have meant by a wrong one.</summary>
public static class NearestName
{
    private const int MaxChanges = 2;

    /// <summary>
    /// The nearest of some names: at most two letters are to be changed, added or dropped, and not all. The first of several, and null if
    /// none is near.
    /// </summary>
    /// <param name="name">The wrong name.</param>
    /// <param name="names">The names that exist.</param>
    public static string? Find(string name, IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(names);
        var max = Math.Min(MaxChanges, name.Length - 1);
        return names.Where(known => Math.Abs(known.Length - name.Length) <= max)
            .Select(known => (Name: known, Changes: Distance(known, name)))
            .Where(found => found.Changes <= max)
            .OrderBy(found => found.Changes).FirstOrDefault().Name;
    }

    /// <summary>Counts the letters to change, add or drop to turn one word into the other (Levenshtein).</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var changed = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(changed, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[^1];
    }
}
