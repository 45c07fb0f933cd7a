namespace OzFunctions.Core.Reconciliation;

/// <summary>A request for a list of Oz. All bounds are whole seconds and inclusive, because the precision of Oz's comparison is unknown.</summary>
/// <param name="By">The time by which folders are selected and sorted, earliest first.</param>
/// <param name="From">The earliest time, UTC.</param>
/// <param name="To">The latest time, UTC.</param>
public sealed record OzListing(OzTimeField By, DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>The earliest creation time, UTC, when <see cref="By"/> is another time; null for any.</summary>
    public DateTimeOffset? CreatedFrom { get; init; }

    /// <summary>The latest creation time, UTC, when <see cref="By"/> is another time; null for any.</summary>
    public DateTimeOffset? CreatedTo { get; init; }

    /// <summary>The number of folders to skip.</summary>
    public int Offset { get; init; }

    /// <summary>The maximum number of folders, 1 to 500.</summary>
    public int Limit { get; init; }
}
