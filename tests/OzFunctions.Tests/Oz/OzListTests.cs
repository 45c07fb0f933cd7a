using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>Pages of folders in every shape that Oz's documentation shows or suggests.</summary>
public sealed class OzListTests
{
    private static readonly OzListing Listing = new(OzTimeField.Created, DateTimeOffset.UnixEpoch, Payloads.Now) { Limit = 100 };

    [Theory]
    [InlineData("folders_list_with_analyses.json")]
    [InlineData("folders_list_total_omit.json")]
    [InlineData("literal_folders_list_liveness.json")]
    [InlineData("literal_folders_list_biometry.json")]
    public void Sample_IsReadWithAllItsFolders(string name)
    {
        var items = JsonNode.Parse(Payloads.Sample(name))!["items"]!.AsArray();

        var page = OzListReader.Read(Payloads.Sample(name), Listing, [], Payloads.Now);

        Assert.Equal(items.Count, page.Items.Count);
        Assert.All(page.Items, static item => Assert.True(item.Payload is not null || item.FolderId is null, item.Error));
        Assert.All(page.Items.Zip(items), static pair => Assert.Equal((string?)pair.Second!["folder_id"] ?? pair.First.FolderId, pair.First.FolderId));
    }

    [Fact]
    public void BareArray_IsRead() => Assert.Equal(["f1", "f2"], Ids("""[{"folder_id":"f1"},{"folder_id":"f2"}]"""));

    [Fact]
    public void InvalidFolder_DoesNotAffectOthers()
    {
        var page = Read("""
            {"items":[{"folder_id":"f1","time_created":5},{"folder_id":"bad","time_created":7,"analyses":"none"},
                      {"folder_id":"../x"},17,{"folder_id":"f2","folder_id":"f3"},{"folder_id":"f4","x":"\ud800"},{"folder_id":"f5","time_created":9.5},
                      {"folder":{"folder_id":"f\u0036","type":5},"time_created":"1970-01-01T00:00:03\u002B00"},{"folder_id":"f7","time_created":"\ud800"},
                      {"folder_id":"f8","time_creat\ud800":1,"type":5}]}
            """);

        // If an item has two different ids, it is unknown which one is meant.
        Assert.Equal(["f1", "bad", null, null, null, "f4", "f5", "f6", "f7", "f8"], page.Items.Select(static item => item.FolderId));
        Assert.Equal([true, false, false, false, false, true, true, false, false, false], page.Items.Select(static item => item.Payload is not null));
        Assert.Equal([5, 7, null, null, null, null, 9.5, 3, null, null], page.Items.Select(static item => (item.At - DateTimeOffset.UnixEpoch)?.TotalSeconds));
    }

    [Theory]
    [InlineData(70)]
    [InlineData(9_000)]
    [InlineData(1_000_000)]
    public void FolderNestedTooDeep_DoesNotAffectOthers(int depth)
    {
        var value = new string('[', depth) + new string(']', depth);

        var page = Read("""{"items":[{"folder_id":"deep","time_created":5,"meta_data":{"k":VALUE}},{"folder_id":"f2","time_created":7}]}""".Replace("VALUE", value, StringComparison.Ordinal));

        Assert.Equal(["deep", "f2"], page.Items.Select(static item => item.FolderId));
        Assert.Equal([false, true], page.Items.Select(static item => item.Payload is not null));
        Assert.Equal(5, (page.Items[0].At - DateTimeOffset.UnixEpoch)?.TotalSeconds);
    }

    [Theory]
    [InlineData("""{"items":[],"limit":100,"total":7}""", true)]
    [InlineData("""[]""", true)]
    [InlineData("""{"items":[{"folder_id":"f1"}],"limit":100}""", false)]
    [InlineData("""{"items":[{"folder_id":"f1"}],"total":1}""", false)]
    [InlineData("""[{"folder_id":"f1"}]""", false)]
    public void EmptyPage_AloneIsTheLast(string body, bool isLast) => Assert.Equal(isLast, Read(body).IsLast);

    [Fact]
    public void AnswerLongerThanAskedFor_IsReadUpToTheLimit()
    {
        var many = string.Join(',', Enumerable.Repeat("1", 1_000_000));

        Assert.Equal(100, Read($$"""{"items":[{{many}}]}""").Items.Count);
        Assert.Throws<OzUnavailableException>(() => Read($"[{many},}}"));
    }

    // Several folders of each second, so that pages end between folders of the same time.
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(20)]
    [InlineData(200)]
    public void ListOfAnOzThatIgnoresTheLimit_IsReadCompletely(int perSecond)
    {
        var folders = Enumerable.Range(0, 200).Select(i => (Id: $"f{i}", At: 1_000L + (i / perSecond))).ToList();
        var seen = new List<string?>();
        var cursor = ListingCursor.Of(OzTimeField.Created, DateTimeOffset.FromUnixTimeSeconds(1_000), DateTimeOffset.FromUnixTimeSeconds(1_300), pageSize: 10);
        for (var pages = 0; !cursor.IsDone; pages++)
        {
            Assert.InRange(pages, 0, 30);
            var asked = cursor.Next();
            var answer = folders.Where(folder => folder.At >= asked.From.ToUnixTimeSeconds()).Skip(asked.Offset).Select(static folder => $$"""{"folder_id":"{{folder.Id}}","time_created":{{folder.At}}}""");
            var page = OzListReader.Read(Encoding.UTF8.GetBytes($"[{string.Join(',', answer)}]"), asked, [], Payloads.Now);
            Assert.InRange(page.Items.Count, 0, 10);
            seen.AddRange(cursor.Fresh(page).Items.Select(static item => item.FolderId));
            cursor = cursor.After(page);
        }

        Assert.Equal(folders.Select(static folder => folder.Id), seen);
    }

    [Theory]
    [InlineData("<html>")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"items":{}}""")]
    [InlineData("""{"items":[{"folder_id":"f1"}],"items":[]}""")]
    [InlineData("""{"items":[],"it\u0065ms":[]}""")]
    [InlineData("17")]
    [InlineData("[] []")]
    [InlineData("""{"items":[]} 1""")]
    [InlineData("""{"items":[],"ite\ud800":1}""")]
    public void AnythingElse_IsAnInvalidResponse(string body)
    {
        var e = Assert.Throws<OzUnavailableException>(() => Read(body));
        Assert.StartsWith("Oz's response to a request for a list is not ", e.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<string?> Ids(string body) => Read(body).Items.Select(static item => item.FolderId);

    private static OzPage Read(string body) => OzListReader.Read(Encoding.UTF8.GetBytes(body), Listing, [], Payloads.Now);
}
