namespace OzFunctions.Core.Reconciliation;

/// <summary>Which folders Oz is asked to list. All bounds are whole seconds and inclusive, because nobody can tell how finely Oz compares.</summary>
/// <param name="By">By which of their times they are chosen, and sorted, earliest first.</param>
/// <param name="From">The earliest time, UTC.</param>
/// <param name="To">The latest time, UTC.</param>
public sealed record OzListing(OzTimeField By, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The earliest creation, UTC, where <see cref="By"/> is another time; null for any.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The latest creation, UTC, where <see cref="By"/> is another time; null for any.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>How many of the first are left out.</summary>
    public int Offset { get; init; }

    /// <summary>How many at most, 1 to 500.</summary>
    public int Limit { get; init; }
}
