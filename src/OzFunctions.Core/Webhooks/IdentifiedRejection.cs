namespace OzFunctions.Core.Webhooks;

/// <summary>A rejected webhook with an id, which distinguishes it from others of the same time and makes recording idempotent.</summary>
/// <param name="Id">The id.</param>
/// <param name="Rejected">The rejected webhook.</param>
public sealed record IdentifiedRejection(Guid Id, RejectedWebhook Rejected)
{
    /// <summary>The day on which it was received, UTC.</summary>
    public DateOnly Day => DateOnly.FromDateTime(Rejected.At.UtcDateTime);
}
