namespace OzFunctions.Core.Folders;

/// <summary>
/// A folder field together with when it was told: of two payloads the one with the latest time in it wins. At the same time what Oz answered
/// wins over what a webhook told, since a folder's row need not move when its analyses do; of two answers the one that was asked for later;
/// then the value's own order decides.
/// </summary>
/// <typeparam name="T">The field's type; its order must be zero only between values that say the same.</typeparam>
/// <param name="Value">What was told.</param>
/// <param name="At">The latest time anywhere in the payload that told it, UTC; null, which is lowest, when it held none.</param>
/// <param name="AskedAt">When Oz was asked, by our clock, UTC; null for what a webhook told.</param>
public sealed record Told<T>(T Value, DateTimeOffset? At, DateTimeOffset? AskedAt = null)
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

        return Compare(left, right) >= 0 ? left : right;
    }

    /// <summary>The order in which values count.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Above zero when <paramref name="left"/> counts; zero when both say the same.</returns>
    internal static int Compare(Told<T> left, Told<T> right)
    {
        var order = CompareTimes(left, right);
        return order != 0 ? order : left.Value.CompareTo(right.Value);
    }

    /// <summary>Compares when two values were told.</summary>
    /// <param name="left">One.</param>
    /// <param name="right">The other.</param>
    /// <returns>Above zero when <paramref name="left"/> was told later; zero when their values must decide.</returns>
    internal static int CompareTimes(Told<T> left, Told<T> right)
    {
        var order = Nullable.Compare(left.At, right.At);
        return order != 0 ? order : Nullable.Compare(left.AskedAt, right.AskedAt);
    }

    /// <summary>Whether another says the same as of the same time, whoever said it.</summary>
    /// <param name="other">The other.</param>
    /// <returns>True when they differ at most in <see cref="AskedAt"/>.</returns>
    internal bool SaysTheSameAs(Told<T> other) => At == other.At && Value.CompareTo(other.Value) == 0;
}
