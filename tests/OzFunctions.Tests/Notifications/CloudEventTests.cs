using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CloudNative.CloudEvents.SystemTextJson;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>Bodies as CloudEvents, parsed by the official CloudEvents SDK.</summary>
public sealed class CloudEventTests
{
    private static readonly NotificationData Data = new(Payloads.Now.AddTicks(1), """{"folderId":"f1","version":7,"groups":[]}"""u8.ToArray());

    [Fact]
    public void Body_IsACloudEventThatNamesItsFolder()
    {
        var delivery = Of("f1", NotificationTypes.FolderResolutionChanged);

        var read = Read(CloudEvent.Of(delivery, Data));

        Assert.True(read.IsValid);
        Assert.Equal(("1.0", delivery.WebhookId, "folder.resolution_changed", "f1"), (read.SpecVersion.VersionId, read.Id, read.Type, read.Subject));
        Assert.Equal("/ozfunctions/folders/f1", read.Source!.OriginalString);
        Assert.Equal(Data.At, read.Time);
        Assert.Equal(MediaTypeNames.Application.Json, read.DataContentType);
        Assert.Equal(Encoding.UTF8.GetString(Data.Json.Span), ((JsonElement)read.Data!).GetRawText());
        Assert.Empty(read.ExtensionAttributes);
    }

    [Fact]
    public void Data_IsWhatAWebhookGets()
    {
        var delivery = Of("f1", NotificationTypes.FolderOverdue) with { Replays = 1 };

        var body = JsonNode.Parse(CloudEvent.Of(delivery, Data))!;

        Assert.Equal(JsonNode.Parse(NotificationBody.Of(delivery, Data))!["data"]!.ToJsonString(), body["data"]!.ToJsonString());
        Assert.Equal((delivery.WebhookId, delivery.OriginalId), ((string?)body["id"], (string?)body["data"]!["replayOf"]));
    }

    [Fact]
    public void NotificationAboutAnEndpoint_HasASourceOfItsOwn()
    {
        var read = Read(CloudEvent.Of(Of(EndpointSwitch.FolderOf("core-banking"), NotificationTypes.EndpointTest), Data));

        Assert.Equal(("/ozfunctions/endpoints/core-banking", "core-banking"), (read.Source!.OriginalString, read.Subject));
    }

    [Theory]
    [InlineData("a b/c?d#e")]
    [InlineData("Ordner-äöü-\u4f60")]
    [InlineData("..")]
    [InlineData("\"quoted\\")]
    public void Folder_WithAnyId_IsOneSegmentOfTheSource(string id)
    {
        var read = Read(CloudEvent.Of(Of(id, NotificationTypes.FolderResolutionChanged), Data));

        Assert.True(read.IsValid);
        Assert.Equal(id, read.Subject);
        Assert.Equal(id, Uri.UnescapeDataString(read.Source!.OriginalString["/ozfunctions/folders/".Length..]));
    }

    [Fact]
    public void Attempts_HaveTheSameBytes()
    {
        var delivery = Of("f1", NotificationTypes.FolderResolutionChanged);

        Assert.Equal(CloudEvent.Of(delivery, Data), CloudEvent.Of(delivery with { Attempt = 5, LastAttemptAt = Payloads.Now }, Data));
    }

    private static Delivery Of(string folder, string type) => new() { Folder = folder, FolderFirstSeenAt = Payloads.Now, Key = new DeliveryKey(7, type, "bank"), At = Payloads.Now };

    private static CloudNative.CloudEvents.CloudEvent Read(byte[] body) => new JsonEventFormatter().DecodeStructuredModeMessage(body, new ContentType(CloudEvent.MediaType), null);
}
