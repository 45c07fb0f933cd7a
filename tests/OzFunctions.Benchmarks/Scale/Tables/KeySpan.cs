namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>Keys that follow one another, ordinal.</summary>
/// <param name="From">The first.</param>
/// <param name="To">The first that does not belong to them any more; null for no end.</param>
internal readonly record struct KeySpan(string From, string? To)
{
    // The least that follows a key.
    private const char Least = '\0';

    /// <summary>All keys.</summary>
    public static KeySpan All { get; } = new("", null);

    /// <summary>Whether it is one key.</summary>
    public bool IsSingle => To == From + Least;

    /// <summary>The keys that a comparison names.</summary>
    /// <param name="comparison"><c>eq</c>, <c>gt</c>, <c>ge</c>, <c>lt</c> or <c>le</c>; another one names no span.</param>
    /// <param name="key">The key with which they are compared.</param>
    /// <returns>The span.</returns>
    public static KeySpan Of(string comparison, string key) => comparison switch
    {
        "eq" => new(key, key + Least),
        "gt" => new(key + Least, null),
        "ge" => new(key, null),
        "lt" => new("", key),
        "le" => new("", key + Least),
        _ => All,
    };

    /// <summary>The keys that are in both.</summary>
    /// <param name="other">The other span.</param>
    /// <returns>The span; one that ends before it begins where there are none.</returns>
    public KeySpan And(KeySpan other) => new(
        string.CompareOrdinal(From, other.From) >= 0 ? From : other.From,
        To is null || (other.To is not null && string.CompareOrdinal(other.To, To) < 0) ? other.To : To);

    /// <summary>Whether a key is behind it.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True where it is.</returns>
    public bool IsBefore(string key) => To is not null && string.CompareOrdinal(key, To) >= 0;
}
