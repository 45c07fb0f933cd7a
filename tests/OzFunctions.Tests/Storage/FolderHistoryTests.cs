using Azure.Data.Tables;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Storage.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage;

/// <summary>What the history of a folder reads of the rows of its changes.</summary>
public sealed class FolderHistoryTests
{
    private readonly NotificationBench _bench = new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)));

    [Fact]
    public async Task Changes_AreReadWithoutTheContentOfTheirNotifications()
    {
        await _bench.ReceiveAsync("DECLINED", updated: 1);

        Assert.Single(await _bench.Store.ChangesAsync(PayloadJson.FolderId, newest: 1, limit: 10, TestContext.Current.CancellationToken));

        var row = Assert.Single(_bench.Folders.Rows, static row => row.RowKey == FolderKeys.Change(1));
        Assert.NotNull(ChangeEntity.ReadData(row));
        Assert.NotNull(_bench.Folders.LastSelected);
        Assert.DoesNotContain(_bench.Folders.LastSelected, static column => column.StartsWith("Data", StringComparison.Ordinal));
    }

    // The service may return a selected column that a row does not have as null.
    [Fact]
    public async Task FirstChange_WhoseAbsentColumnsAreNull_HasNoPreviousStatuses()
    {
        await _bench.ReceiveAsync("DECLINED", updated: 1);
        var row = Assert.Single(_bench.Folders.Rows, static row => row.RowKey == FolderKeys.Change(1));
        var selected = new TableEntity(row.PartitionKey, row.RowKey);
        foreach (var column in ChangeEntity.Columns)
        {
            selected[column] = row.TryGetValue(column, out var value) ? value : null;
        }

        var change = ChangeEntity.Read(selected);

        Assert.Null(change.Previous);
        Assert.Equal((1, ChangeCause.Webhook), (change.Version, change.Cause));
    }
}
