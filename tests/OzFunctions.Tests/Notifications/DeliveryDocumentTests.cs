using System.Text.Json;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Http;
using OzFunctions.Web.Notifications;
using OzFunctions.Web.OpenApi;

namespace OzFunctions.Tests.Notifications;

/// <summary>What readers and administrators see of a delivery.</summary>
public sealed class DeliveryDocumentTests
{
    private static readonly Delivery Failed = Deliveries.Of("f1") with { LastAnswer = new AttemptResult(500, Body: "the receiver's words") };

    [Fact]
    public void History_DoesNotShowTheReceiversAnswer()
    {
        var history = Examples.History with { Items = [Examples.History.Items[0] with { Deliveries = [FolderDeliveryDocument.Of(Failed), DeliveryDocument.Of(Failed)] }] };

        var json = JsonSerializer.Serialize(history, DocumentContext.Default.FolderHistoryDocument);

        Assert.Contains("\"lastStatus\":500", json, StringComparison.Ordinal);
        Assert.DoesNotContain("receiver", json, StringComparison.Ordinal);
        Assert.DoesNotContain("lastAnswer", json, StringComparison.Ordinal);
    }

    [Fact]
    public void ListOfDeliveries_ShowsTheReceiversAnswerLast() => Assert.EndsWith(
        "\"lastStatus\":500,\"lastError\":null,\"lastAnswer\":\"the receiver\\u0027s words\"}", JsonSerializer.Serialize(DeliveryDocument.Of(Failed), DocumentContext.Default.DeliveryDocument), StringComparison.Ordinal);
}
