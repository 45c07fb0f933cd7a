namespace OzFunctions.Benchmarks.Scale.Tables;

/// <summary>The order of property values.</summary>
internal static class PropertyOrder
{
    /// <summary>Compares two values.</summary>
    /// <param name="left">The first value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Less than 0, 0 or more than 0; null if one is missing or their types cannot be compared.</returns>
    public static int? Compare(object? left, object? right) => (left, right) switch
    {
        (string a, string b) => string.CompareOrdinal(a, b),
        (bool a, bool b) => a.CompareTo(b),
        (DateTimeOffset a, DateTimeOffset b) => a.CompareTo(b),
        (Guid a, Guid b) => string.CompareOrdinal($"{a}", $"{b}"),
        (byte[] a, byte[] b) => a.AsSpan().SequenceCompareTo(b),
        (int or long, int or long) => Convert.ToInt64(left, null).CompareTo(Convert.ToInt64(right, null)),
        (int or long or double, int or long or double) => Convert.ToDouble(left, null).CompareTo(Convert.ToDouble(right, null)),
        _ => null,
    };
}
