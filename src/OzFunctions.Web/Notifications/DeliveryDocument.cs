using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using OzFunctions.Core.Notifications;
using OzFunctions.Web.Folders;

namespace OzFunctions.Web.Notifications;

/// <summary>A delivery as it is shown to administrators.</summary>
internal sealed record DeliveryDocument : FolderDeliveryDocument
{
    [SetsRequiredMembers]
    private DeliveryDocument(Delivery delivery)
        : base(delivery) => LastAnswer = delivery.LastAnswer?.Body;

    /// <summary>The beginning of the last response's body. Readers do not see it, because the receiver decides what it contains.</summary>
    [JsonPropertyOrder(1)]
    public required string? LastAnswer { get; init; }

    public static new DeliveryDocument Of(Delivery delivery) => new(delivery);
}
