namespace OzFunctions.Core.Folders;

/// <summary>
/// The value of a folder field with the times that decide which of two values counts. The payload with the latest time in it wins. At the
/// same time an answer from Oz wins over a webhook, because a folder's row may stay unchanged when its analyses change; of two answers the
/// later poll wins; then the value's own order decides.
/// </summary>
/// <typeparam name="T">The field's type; its order must be zero between equal values, and only between these.</typeparam>
/// <param name="Value">The value.</param>
/// <param name="At">The latest time anywhere in the value's payload, UTC; null, which is lowest, when there is none.</param>
/// <param name="AskedAt">When Oz was polled, by our clock, UTC; null for a webhook.</param>
public sealed record Observed<T>(T Value, DateTimeOffset? At, DateTimeOffset? AskedAt = null)
    where T : IComparable<T>
{
    /// <summary>Returns the value that counts, in either order; a known value wins over an unknown one.</summary>
    /// <param name="left">The known value.</param>
    /// <param name="right">The new value.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    internal static Observed<T>? Later(Observed<T>? left, Observed<T>? right)
    {
        if (left is null || right is null)
        {
            return left ?? right;
        }

        var order = CompareTimes(left, right);
        return order > 0 || (order == 0 && left.Value.CompareTo(right.Value) >= 0) ? left : right;
    }

    /// <summary>Returns the value of the later answer, in either order; of two of the same poll, the one that counts otherwise.</summary>
    /// <param name="left">The known value.</param>
    /// <param name="right">The new value.</param>
    /// <returns><paramref name="left"/> itself when <paramref name="right"/> adds nothing.</returns>
    internal static Observed<T>? LaterAsked(Observed<T>? left, Observed<T>? right) => Nullable.Compare(left?.AskedAt, right?.AskedAt) switch
    {
        > 0 => left,
        < 0 => right,
        _ => Later(left, right),
    };

    /// <summary>Compares the times of two values.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other value.</param>
    /// <returns>Greater than zero when <paramref name="left"/> is newer; zero when the values themselves must decide.</returns>
    internal static int CompareTimes(Observed<T> left, Observed<T> right)
    {
        var order = Nullable.Compare(left.At, right.At);
        return order != 0 ? order : Nullable.Compare(left.AskedAt, right.AskedAt);
    }

    /// <summary>Whether another value is equal and has the same time, whatever its source.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>True when they differ at most in <see cref="AskedAt"/>.</returns>
    internal bool SaysTheSameAs(Observed<T> other) => At == other.At && Value.CompareTo(other.Value) == 0;
}
