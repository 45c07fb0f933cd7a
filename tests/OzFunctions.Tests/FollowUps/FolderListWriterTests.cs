using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.FollowUps;

/// <summary>Rows of lists are written unconditionally, and a process that writes late corrects what it has overwritten.</summary>
public sealed class FolderListWriterTests
{
    private readonly NotificationBench _bench = new(NotificationSettings.None);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FolderListWriter Listing => _bench.Service<FolderListWriter>();

    [Fact]
    public async Task LateWriter_OfAnOlderVersion_LeavesTheNewest()
    {
        var older = await ReceiveAsync("SUCCESS", updated: 1, "one");
        await ReceiveAsync("DECLINED", updated: 2, "two");
        await _bench.DrainAsync();

        await ListLateAsync(older);

        var row = Assert.Single(_bench.Index.Rows);
        Assert.Equal((Payloads.Now, 2, "DECLINED"), (FolderKeys.HourOf(row.PartitionKey).Start, row.GetInt32("Version"), row.GetString("SystemResolution")));
        Assert.Equal([2, 2], _bench.Open.Rows.Select(static row => row.GetInt32("Version")));
        Assert.Equal("transaction_005fid|two", Assert.Single(_bench.Aliases.Rows).PartitionKey);
    }

    [Fact]
    public async Task LateWriter_OfAFolderThatWasErased_LeavesNothing()
    {
        var folder = await ReceiveAsync("SUCCESS", updated: 1, "one");
        await _bench.DrainAsync();
        await _bench.EraseAsync(PayloadJson.FolderId);
        await _bench.DrainAsync();

        await ListLateAsync(folder);

        Assert.Empty(_bench.Index.Rows);
        Assert.Empty(_bench.Open.Rows);
        Assert.Empty(_bench.Aliases.Rows);
    }

    [Fact]
    public async Task LateWriter_OfARemovedAndRecreatedFolder_KeepsTheNewRows()
    {
        var earlier = await ReceiveAsync("SUCCESS", updated: 1, "one");
        foreach (var stored in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(stored.PartitionKey, stored.RowKey, Azure.ETag.All, Token);
        }

        _bench.Clock.Advance(TimeSpan.FromDays(3));
        await ReceiveAsync("DECLINED", updated: 2, "two");

        await ListLateAsync(earlier);

        var row = Assert.Single(_bench.Index.Rows, static one => one.RowKey == PayloadJson.FolderId);
        Assert.Equal((Payloads.Now.AddDays(3), "DECLINED"), (FolderKeys.HourOf(row.PartitionKey).Start, row.GetString("SystemResolution")));
        Assert.Equal("transaction_005fid|two", Assert.Single(_bench.Aliases.Rows).PartitionKey);
    }

    [Fact]
    public async Task Folder_RecreatedWhileItsOldRowsAreRemoved_IsListed()
    {
        var earlier = await ReceiveAsync("SUCCESS", updated: 1, "one");
        foreach (var stored in _bench.Folders.Rows.ToList())
        {
            await _bench.Folders.DeleteEntityAsync(stored.PartitionKey, stored.RowKey, Azure.ETag.All, Token);
        }

        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        var transactions = 0;
        _bench.Open.Before = async operation =>
        {
            if (operation == "transaction" && ++transactions == 2)
            {
                // Just before the old rows are removed, the folder is created and listed again.
                _bench.Open.Before = static _ => Task.CompletedTask;
                await ReceiveAsync("DECLINED", updated: 2, "one");
                await _bench.DrainAsync();
            }
        };

        await ListLateAsync(earlier);

        Assert.Equal("DECLINED", Assert.Single(_bench.Index.Rows).GetString("SystemResolution"));
        Assert.Equal(2, _bench.Open.Rows.Count());
        Assert.Single(_bench.Aliases.Rows);
    }

    [Fact]
    public async Task Metadata_ThatChanges_IsListedUnderTheNewValuesOnly()
    {
        foreach (var (i, value) in ((string[])["a/b#c?d_e|f", "second", new string('x', 1024)]).Index())
        {
            await ReceiveAsync("SUCCESS", updated: i + 1, value);
            await _bench.DrainAsync();
        }

        Assert.InRange(Assert.Single(_bench.Aliases.Rows).PartitionKey.Length, 400, 500);
        var folder = (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!;
        Assert.Equal(["a/b#c?d_e|f", "second"], folder.FormerMetadata.Select(static former => former.Value));
        Assert.Equal(3, folder.MetadataVersion);
    }

    [Fact]
    public async Task Metadata_ThatChangesBack_IsListedAgain()
    {
        foreach (var (i, value) in ((string[])["one", "two", "one"]).Index())
        {
            await ReceiveAsync("SUCCESS", updated: i + 1, value);
            await _bench.DrainAsync();
        }

        Assert.Equal("transaction_005fid|one", Assert.Single(_bench.Aliases.Rows).PartitionKey);
    }

    [Fact]
    public async Task FormerMetadata_IsDroppedBeyondTheMaximum_AndNotSooner()
    {
        for (var i = 0; i < FormerMetadataEntry.MaxCount + 2; i++)
        {
            await ReceiveAsync("SUCCESS", updated: i + 1, $"value-{i}");
            _bench.Clock.Advance(TimeSpan.FromDays(7));
        }

        var many = (await _bench.Store.FindAsync(PayloadJson.FolderId, Token))!.Folder!.FormerMetadata;

        Assert.Equal((FormerMetadataEntry.MaxCount, "value-1"), (many.Count, many[0].Value));
    }

    [Fact]
    public async Task Alias_LeftByAConsumerKilledBeforeTheIndexRow_IsErasedLater()
    {
        await ReceiveAsync("SUCCESS", updated: 1, "one");
        await _bench.Aliases.AddEntityAsync(new Azure.Data.Tables.TableEntity("transaction_005fid|one", PayloadJson.FolderId), Token);
        while (_bench.Queue.Take() is not null)
        {
            // The message is lost with its process, or is not due for days.
        }

        foreach (var value in (string[])["two", "three"])
        {
            _bench.Clock.Advance(TimeSpan.FromDays(3));
            await ReceiveAsync("SUCCESS", updated: 2, value);
        }

        await _bench.EraseAsync(PayloadJson.FolderId);
        await _bench.DrainAsync();

        Assert.Empty(_bench.Aliases.Rows);
    }

    private Task ListLateAsync(Folder folder) => Listing.ConfirmAsync(Listing.WriteAsync(folder, since: folder.Version, DateTimeOffset.MaxValue, Token), folder, Token);

    private async Task<Folder> ReceiveAsync(string resolution, double updated, string transaction)
    {
        var json = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", resolution, updated)]);
        json["meta_data"] = new System.Text.Json.Nodes.JsonObject { ["transaction_id"] = transaction };
        return (await _bench.Ingest.ApplyAsync(Payloads.Read(json, "transaction_id"), ChangeCause.Webhook, Token)).Folder!;
    }
}
