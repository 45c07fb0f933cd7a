namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>A contiguous range of keys in ordinal order.</summary>
/// <param name="From">The first key.</param>
/// <param name="To">The first key after the range; null for no end.</param>
internal readonly record struct KeySpan(string From, string? To)
{
    // The smallest character; appended to a key it gives the next key.
    private const char Least = '\0';

    /// <summary>All keys.</summary>
    public static KeySpan All { get; } = new("", null);

    /// <summary>Whether the range contains exactly one key.</summary>
    public bool IsSingle => To == From + Least;

    /// <summary>Returns the range of keys that satisfy a comparison.</summary>
    /// <param name="comparison"><c>eq</c>, <c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>; any other one has no range.</param>
    /// <param name="key">The key to compare with.</param>
    /// <returns>The range.</returns>
    public static KeySpan Of(string comparison, string key) => comparison switch
    {
        "eq" => new(key, key + Least),
        "gt" => new(key + Least, null),
        "ge" => new(key, null),
        "lt" => new("", key),
        "le" => new("", key + Least),
        _ => All,
    };

    /// <summary>Returns the keys that are in both ranges.</summary>
    /// <param name="other">The other range.</param>
    /// <returns>The range; it ends before it begins if there are no such keys.</returns>
    public KeySpan And(KeySpan other) => new(
        string.CompareOrdinal(From, other.From) >= 0 ? From : other.From,
        To is null || (other.To is not null && string.CompareOrdinal(other.To, To) < 0) ? other.To : To);

    /// <summary>Whether the range ends before a key.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it does.</returns>
    public bool IsBefore(string key) => To is not null && string.CompareOrdinal(key, To) >= 0;
}
