namespace OzFunctions.Core.Folders;

/// <summary>
/// A folder field together with when it was told: of two payloads the one with the latest time in it wins, ties by the value's own order.
/// </summary>
/// <typeparam name="T">The field's type; its order must be zero only between values that say the same.</typeparam>
/// <param name="Value">What was told.</param>
/// <param name="At">The latest time anywhere in the payload that told it, UTC; null, which is lowest, when it held none.</param>
public sealed record Told<T>(T Value, DateTimeOffset? At)
    where T : IComparable<T>
{
    /// <summary>The one that counts, whichever came first; a field that was told wins over one that was not.</summary>
    /// <param name="left">What is known.</param>
    /// <param name="right">What came.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    internal static Told<T>? Later(Told<T>? left, Told<T>? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var order = Nullable.Compare(left.At, right.At);
        order = order != 0 ? order : left.Value.CompareTo(right.Value);
        return order >= 0 ? left : right;
    }
}
