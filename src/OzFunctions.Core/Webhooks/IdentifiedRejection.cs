namespace OzFunctions.Core.Webhooks;

/// <summary>A refused webhook with the id that keeps it apart from others of the same time, and from itself when it is recorded again.</summary>
/// <param name="Id">The id.</param>
/// <param name="Rejected">The refused webhook.</param>
public sealed record IdentifiedRejection(Guid Id, RejectedWebhook Rejected)
{
    /// <summary>The day on which it came, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Rejected.At.UtcDateTime);
}
