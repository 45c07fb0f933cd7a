using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Fakes;

/// <summary>A fake Oz with scripted responses, or with folders.</summary>
internal sealed class FakeOz : IOzFolders
{
    // Later than any time in a test, so that no time in a payload is too far in the future.
    private static readonly DateTimeOffset EndOfTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly Dictionary<string, (DateTimeOffset Created, DateTimeOffset Updated, OzPayload Payload)> _folders = new(StringComparer.Ordinal);
    private int _asked;

    public FakeOz()
    {
        Answer = id => _folders.TryGetValue(id, out var folder) ? folder.Payload : null;
        List = Page;
    }

    public bool IsConfigured { get; set; } = true;

    public int RequestsPerSecond => 20;

    /// <summary>Delays each response; the test's clock must advance by the delay.</summary>
    public Func<CancellationToken, Task> Delay { get; set; } = static _ => Task.CompletedTask;

    public int Asked => _asked;

    public Func<string, OzPayload?> Answer { get; set; }

    public Func<OzListing, OzPage> List { get; set; }

    public List<OzListing> Listings { get; } = [];

    /// <summary>Adds a folder to Oz, or changes it.</summary>
    public void Put(string id, DateTimeOffset created, DateTimeOffset updated, params JsonObject[] analyses)
    {
        var json = PayloadJson.Folder(analyses, id: id);
        json["time_created"] = created.ToUnixTimeSeconds();
        json["time_updated"] = updated.ToUnixTimeSeconds();
        _folders[id] = (created, updated, OzPayloadReader.Read(Encoding.UTF8.GetBytes(json.ToJsonString()), [], EndOfTime));
    }

    public void Forget(string id) => _folders.Remove(id);

    public async Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        await Delay(cancellationToken);
        return Answer(folderId);
    }

    public async Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken)
    {
        Listings.Add(listing);
        await Delay(cancellationToken);
        return List(listing);
    }

    /// <summary>Returns a page of Oz's folders.</summary>
    public OzPage Page(OzListing listing)
    {
        var items = _folders
            .Where(folder => (listing.CreatedFrom is not { } from || folder.Value.Created >= from) && (listing.CreatedTo is not { } to || folder.Value.Created <= to))
            .Select(folder => new OzListed(folder.Key, listing.By is OzTimeField.Created ? folder.Value.Created : folder.Value.Updated, folder.Value.Payload, null))
            .Where(item => item.At >= listing.From && item.At <= listing.To)
            .OrderBy(static item => item.At)
            .ThenBy(static item => item.FolderId, StringComparer.Ordinal)
            .Skip(listing.Offset)
            .Take(listing.Limit)
            .ToList();
        return new OzPage(items, IsLast: items.Count == 0);
    }
}
