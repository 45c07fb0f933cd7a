using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Notifications;

/// <summary>The parts omitted for receivers with a size limit below the stored size.</summary>
public sealed class ReducedDataTests
{
    [Fact]
    public void Data_LeavesOutItsAnalysesThenItsGroupsThenNothingMore()
    {
        var whole = Data(3);

        var withoutAnalyses = ReducedData.Of(whole)!;
        var withoutGroups = ReducedData.Of(withoutAnalyses)!;

        Assert.Equal(Without(whole, "analyses"), Text(withoutAnalyses));
        Assert.Equal(Without(whole, "groups"), Text(withoutGroups));
        Assert.Null(ReducedData.Of(withoutGroups));
        Assert.Equal(whole.At, withoutGroups.At);
    }

    [Fact]
    public void Data_OfALargeFolder_IsReducedAsItWasWhenItWasStored()
    {
        var stored = Data(4_500);
        Assert.Equal("analyses", (string?)JsonNode.Parse(Text(stored))!["omitted"]);

        var withoutGroups = ReducedData.Of(stored)!;

        Assert.Equal(Without(stored, "groups"), Text(withoutGroups));
        Assert.Null(ReducedData.Of(withoutGroups));
    }

    [Fact]
    public void Data_OfAnEndpoint_HasNothingToLeaveOut() =>
        Assert.Null(ReducedData.Of(new NotificationData(Payloads.Now, """{"endpoint":"bank"}"""u8.ToArray())));

    private static NotificationData Data(int analyses)
    {
        var body = PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"analysis-{i:D5}", "FINISHED", "SUCCESS", updated: i, group: $"g{i % 2}")));
        body["meta_data"] = new JsonObject { ["note"] = "Ünïcode \" omitted groups" };
        var told = Payloads.Read(body, "note");
        return FolderNotification.Of(Folder.Apply(null, told.FolderId, told.Records, ChangeCause.Webhook, Payloads.Now)!, new HashSet<string>());
    }

    // The member <c>omitted</c> is after the metadata, as FolderNotification writes it.
    private static string Without(NotificationData data, string part)
    {
        var json = JsonNode.Parse(Text(data))!.AsObject();
        var (changed, groups) = (json["changedGroups"]!.DeepClone(), json["groups"]!.DeepClone());
        json.Remove("changedGroups");
        json.Remove("groups");
        json["omitted"] = part;
        if (part == "analyses")
        {
            json["changedGroups"] = changed;
            json["groups"] = new JsonArray([.. groups.AsArray().Select(static group => Without(group!.AsObject()))]);
        }

        return json.ToJsonString();
    }

    private static JsonObject Without(JsonObject group)
    {
        var less = group.DeepClone().AsObject();
        less.Remove("analyses");
        return less;
    }

    private static string Text(NotificationData data) => Encoding.UTF8.GetString(data.Json.Span);
}
