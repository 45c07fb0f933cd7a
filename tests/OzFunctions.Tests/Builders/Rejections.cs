using OzFunctions.Core.Webhooks;

namespace OzFunctions.Tests.Builders;

/// <summary>Refused webhooks.</summary>
internal static class Rejections
{
    public static RejectedWebhook At(DateTimeOffset at, long bytes = 1) => new(at, 422, "No.", null, [], bytes);

    /// <summary>As a batch, each with an id of its own.</summary>
    public static IReadOnlyList<IdentifiedRejection> Batch(params RejectedWebhook[] rejected) =>
        [.. rejected.Select(static one => new IdentifiedRejection(Guid.NewGuid(), one))];
}
