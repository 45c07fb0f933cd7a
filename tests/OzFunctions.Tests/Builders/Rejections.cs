using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates rejected webhooks.</summary>
internal static class Rejections
{
    public static RejectedWebhook At(DateTimeOffset at, long bytes = 1) => new(at, 422, "No.", null, [], bytes);

    /// <summary>Creates a batch in which each rejection has its own id.</summary>
    public static IReadOnlyList<IdentifiedRejection> Batch(params RejectedWebhook[] rejected) =>
        [.. rejected.Select(static one => new IdentifiedRejection(Guid.NewGuid(), one))];
}
