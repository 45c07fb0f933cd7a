using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage;

/// <summary>The contract of the list of folders to check with Oz, for every implementation. The table does not exist at the start of a test.</summary>
public abstract class FolderChecksContract
{
    private static readonly ReconciliationSettings Settings = new();

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static DateTimeOffset Now => Payloads.Now;

    internal abstract TableClient Table { get; }

    private protected FakeTimeProvider Clock { get; } = new(Payloads.Now);

    private protected FolderChecks Checks => new(Table, Clock);

    [Fact]
    public async Task Folder_IsDueOnceItsTimeHasCome_ThoseThatRunApart()
    {
        for (var i = 0; i < 60; i++)
        {
            await Checks.WriteAsync(Folder(1, i % 2 == 0 ? "PROCESSING" : "OPERATOR_REQUIRED", minutes: i, id: $"f{i:D2}"), Token);
        }

        foreach (var isRunning in (bool[])[true, false])
        {
            var due = await DueAsync(Now.AddMinutes(10 + 30), isRunning);
            Assert.Equal(Enumerable.Range(0, 31).Where(i => isRunning == (i % 2 == 0)).Select(static i => $"f{i:D2}"), due.Select(static check => check.Value.FolderId).Order());
        }
    }

    [Fact]
    public async Task DueFolders_ComeOldestFirst()
    {
        // Two folders in the same partition.
        string[] ids = [.. Enumerable.Range(0, 100).Select(static i => $"f{i}").GroupBy(static id => CheckEntity.PartitionKey(id)).First().Take(2)];
        await Checks.WriteAsync(Folder(1, "PROCESSING", minutes: 5, id: ids[0]), Token);
        await Checks.WriteAsync(Folder(1, "PROCESSING", minutes: 4, id: ids[1]), Token);

        var part = Enumerable.Range(0, CheckEntity.Parts).Single(part => CheckEntity.PartitionKey(part) == CheckEntity.PartitionKey(ids[0]));
        Assert.Equal(ids[1], Assert.Single(await Checks.DueAsync(part, isRunning: true, Now.AddHours(1), limit: 1, Token)).Value.FolderId);
    }

    [Theory]
    [InlineData("PROCESSING", "OPERATOR_REQUIRED", "o 2, d1 2")]
    [InlineData("PROCESSING", "PROCESSING", "o 2, d0 2")]
    [InlineData("OPERATOR_REQUIRED", "SUCCESS", "")]
    [InlineData("SUCCESS", "PROCESSING", "o 2, d0 2")]
    [InlineData("SUCCESS", "SUCCESS", "")]
    public async Task LaterVersion_TakesThePlaceOfTheOneBefore(string before, string after, string expected)
    {
        var first = Folder(1, before);
        await Checks.WriteAsync(first, Token);
        var later = Folder(2, after, minutes: 3, former: first);

        await Checks.WriteAsync(later, Token);
        Assert.Equal(expected, await RowsAsync());

        await Checks.WriteAsync(later, Token);
        Assert.Equal(expected, await RowsAsync());
    }

    [Theory]
    [InlineData(false, "PROCESSING", "o 2, d0 2")]
    [InlineData(false, "SUCCESS", "")]
    [InlineData(true, "PROCESSING", "o 2, d0 2")]
    [InlineData(true, "SUCCESS", "")]
    public async Task LaterVersion_AfterThePreviousOneWasMoved_TakesItsPlace(bool isMadeDue, string after, string expected)
    {
        var first = Folder(1, "OPERATOR_REQUIRED");
        await Checks.WriteAsync(first, Token);
        var due = await OneDueAsync();
        await (isMadeDue ? Checks.MakeDueAsync("f1", first, Now.AddMinutes(1), Token) : Checks.MoveAsync(due, due.Value.Next(first, Now.AddMinutes(10), Settings), Token));

        await Checks.WriteAsync(Folder(2, after, minutes: 5, former: first), Token);

        Assert.Equal(expected, await RowsAsync());
    }

    [Theory]
    [InlineData("PROCESSING", "o 2, d0 2")]
    [InlineData("SUCCESS", "")]
    public async Task LaterVersion_OfAFolderThatWasGivenUp_TakesItsPlace(string after, string expected)
    {
        var first = Folder(1, "OPERATOR_REQUIRED");
        await Checks.WriteAsync(first, Token);
        var due = await OneDueAsync();
        await Checks.MoveAsync(due, due.Value.GivenUp(Now.AddDays(8)), Token);
        Assert.Equal("g 1, d1 1", await RowsAsync());

        await Checks.WriteAsync(Folder(2, after, minutes: 60 * 24 * 9, former: first), Token);

        Assert.Equal(expected, await RowsAsync());
    }

    [Fact]
    public async Task LaterVersion_WhoseFormerWasNeverListed_IsListed()
    {
        var first = Folder(1, "PROCESSING");

        await Checks.WriteAsync(Folder(2, "SUCCESS", former: first), Token);
        await Checks.WriteAsync(Folder(2, "SUCCESS", former: first, id: "f2"), Token);
        Assert.Equal(("", ""), (await RowsAsync(), await RowsAsync("f2")));
        await Checks.WriteAsync(Folder(3, "OPERATOR_REQUIRED", former: Folder(2, "SUCCESS")), Token);
        Assert.Equal("o 3, d1 3", await RowsAsync());
    }

    [Theory]
    [InlineData("PROCESSING", "o 3, d0 3")]
    [InlineData("OPERATOR_REQUIRED", "o 3, d1 3")]
    public async Task EarlierVersion_ThatTheStorageWritesLate_ChangesNothing(string status, string expected)
    {
        Folder first = Folder(1, "PROCESSING"), second = Folder(2, status, minutes: 1, former: first);
        await Checks.WriteAsync(first, Token);
        await Checks.WriteAsync(second, Token);
        await Checks.WriteAsync(Folder(3, status, minutes: 2, former: second), Token);

        await Checks.WriteAsync(first, Token);
        await Checks.WriteAsync(second, Token);

        Assert.Equal(expected, await RowsAsync());
    }

    [Fact]
    public async Task FolderThatReturns_TakesThePlaceOfTheEarlierOne()
    {
        await Checks.MakeDueAsync("f1", Folder(5, "SUCCESS"), Now.AddMinutes(1), Token);
        Folder Returned(int version, string status, Folder? former = null) => Folder(version, status, minutes: 60, former) with { FirstSeenAt = Now.AddMinutes(60) };

        var first = Returned(1, "PROCESSING");
        await Checks.WriteAsync(first, Token);
        var second = Returned(2, "SUCCESS", first) with { Due = new FolderDue(CheckKind.Settled, Now.AddDays(1)) };
        await Checks.WriteAsync(second, Token);
        Assert.Equal("s 2, d1 2", await RowsAsync());

        await Checks.WriteAsync(Returned(3, "PROCESSING", second), Token);
        Assert.Equal("o 3, d0 3", await RowsAsync());
    }

    [Fact]
    public async Task Rewriting_ReplacesWhateverIsThere()
    {
        // A row from an earlier life of the folder, with a higher version.
        await Checks.WriteAsync(Folder(7, "OPERATOR_REQUIRED"), Token);

        await Checks.RewriteAsync(Folder(1, "PROCESSING"), Token);
        Assert.Equal("o 1, d0 1", await RowsAsync());
        await Checks.RewriteAsync(Folder(1, "PROCESSING"), Token);
        Assert.Equal("o 1, d0 1", await RowsAsync());
        await Checks.RewriteAsync(Folder(2, "SUCCESS"), Token);
        Assert.Equal("", await RowsAsync());
    }

    [Fact]
    public async Task Rewriting_WhenOnlyTheRowByDueTimeIsThere_Completes()
    {
        await Checks.WriteAsync(Folder(2, "PROCESSING"), Token);
        await Table.DeleteEntityAsync(CheckEntity.PartitionKey("f1"), "o|f1", Azure.ETag.All, Token);

        await Checks.RewriteAsync(Folder(2, "PROCESSING"), Token);

        Assert.Equal("o 2, d0 2", await RowsAsync());
    }

    [Fact]
    public async Task Move_TakesPlaceOnceAndNotOverALaterVersion()
    {
        var first = Folder(1, "OPERATOR_REQUIRED");
        await Checks.WriteAsync(first, Token);
        var due = await OneDueAsync();
        var next = due.Value.Next(first, Now.AddMinutes(10), Settings)!;

        await Checks.MoveAsync(due, next, Token);
        await Checks.MoveAsync(due, next with { NextCheck = Now.AddHours(1) }, Token);
        var moved = await OneDueAsync();
        Assert.Equal((1, next.NextCheck, "o 1, d1 1"), (moved.Value.Looks, moved.Value.NextCheck, await RowsAsync()));

        await Checks.WriteAsync(Folder(2, "PROCESSING", minutes: 1, former: first), Token);
        await Checks.DropAsync(moved, Token);
        await Checks.MoveAsync(moved, null, Token);
        await Checks.MoveAsync(moved, moved.Value.GivenUp(Now), Token);
        Assert.Equal("o 2, d0 2", await RowsAsync());

        await Checks.MoveAsync(await OneDueAsync(isRunning: true), null, Token);
        Assert.Equal("", await RowsAsync());
    }

    [Fact]
    public async Task Move_OfOneWhoseOtherRowIsGone_TakesPlace()
    {
        await Checks.WriteAsync(Folder(1, "OPERATOR_REQUIRED"), Token);
        await Table.DeleteEntityAsync(CheckEntity.PartitionKey("f1"), "o|f1", Azure.ETag.All, Token);
        var due = await OneDueAsync();

        await Checks.MoveAsync(due, due.Value.GivenUp(Now), Token);

        Assert.Equal("g 1, d1 1", await RowsAsync());
    }

    [Fact]
    public async Task Drop_DeletesOnlyTheRowThatWasRead()
    {
        var first = Folder(1, "OPERATOR_REQUIRED");
        await Checks.WriteAsync(first, Token);
        var due = await OneDueAsync();
        await Checks.WriteAsync(Folder(2, "OPERATOR_REQUIRED", former: first), Token);

        await Checks.DropAsync(due, Token);
        Assert.Equal("o 2, d1 2", await RowsAsync());

        await Checks.DropAsync(await OneDueAsync(), Token);
        Assert.Equal("o 2", await RowsAsync());
    }

    [Theory]
    [InlineData(null, "s 0, d1 0", 5)]
    [InlineData("SUCCESS", "s 1, d1 1", 5)]
    [InlineData("PROCESSING", "o 1, d0 1", 5)]
    [InlineData("PROCESSING", "o 1, d0 1", 15)]
    public async Task MadeDue_IsDueByThatTime(string? listed, string expected, int minutes)
    {
        var folder = listed is null ? null : Folder(1, listed);
        await Checks.WriteAsync(folder ?? Folder(1, "PROCESSING", id: "another"), Token);

        await Checks.MakeDueAsync("f1", folder, Now.AddMinutes(minutes), Token);
        await Checks.MakeDueAsync("f1", folder, Now.AddMinutes(minutes + 1), Token);

        Assert.Equal(expected, await RowsAsync());
        Assert.Equal(Now.AddMinutes(Math.Min(minutes, 10)), (await OneDueAsync(isRunning: listed == "PROCESSING")).Value.NextCheck);
    }

    [Fact]
    public async Task MadeDue_BeforeItsRowsAreWritten_ChangesNothing()
    {
        await Checks.MakeDueAsync("f1", Folder(1, "PROCESSING"), Now, Token);

        Assert.Equal("", await RowsAsync());
    }

    [Fact]
    public async Task MadeDue_AfterItWasAbandoned_IsCheckedAgain()
    {
        var folder = Folder(1, "OPERATOR_REQUIRED");
        await Checks.WriteAsync(folder, Token);
        await Checks.MoveAsync(await OneDueAsync(), (await OneDueAsync()).Value.GivenUp(Now), Token);

        await Checks.MakeDueAsync("f1", folder, Now.AddDays(8), Token);

        Assert.Equal(("o 1, d1 1", CheckKind.Open), (await RowsAsync(), (await OneDueAsync()).Value.Kind));
    }

    [Fact]
    public async Task Removed_IsListedNowhere()
    {
        await Checks.WriteAsync(Folder(1, "OPERATOR_REQUIRED"), Token);
        await Checks.WriteAsync(Folder(1, "OPERATOR_REQUIRED", id: "f2"), Token);

        Assert.Equal((2, 0), (await Checks.RemoveAsync("f1", Token), await Checks.RemoveAsync("f1", Token)));

        Assert.Equal(("", "o 1, d1 1"), (await RowsAsync(), await RowsAsync("f2")));
    }

    private protected static Folder Folder(int version, string status, int minutes = 0, Folder? former = null, string id = "f1")
    {
        var analysis = status == "PROCESSING" ? PayloadJson.Analysis("a", status) : PayloadJson.Analysis("a", "FINISHED", status);
        var folder = Payloads.FolderOf(PayloadJson.Folder([analysis], id: id)) with { Version = version, ListVersion = version, LastSeenAt = Now.AddMinutes(minutes) };
        return folder with { Due = FolderDue.After(folder, Scopes.Of(Settings, canAsk: false)), FormerDue = former?.Due };
    }

    private protected async Task<Stored<FolderCheck>> OneDueAsync(bool isRunning = false) =>
        Assert.Single(await DueAsync(Now.AddDays(30), isRunning), static check => check.Value.FolderId == "f1");

    private protected async Task<string> RowsAsync(string folderId = "f1")
    {
        await Table.CreateIfNotExistsAsync(Token);
        var rows = await Table.QueryAsync<TableEntity>(cancellationToken: Token).ToListAsync(Token);
        return string.Join(", ", rows.Where(row => row.RowKey.EndsWith($"|{folderId}", StringComparison.Ordinal))
            .Select(static row => $"{row.RowKey[..(row.RowKey[0] == 'd' ? 3 : 1)].Replace("|", "", StringComparison.Ordinal)} {row.GetInt32("Version")}").OrderDescending(StringComparer.Ordinal));
    }

    private async Task<List<Stored<FolderCheck>>> DueAsync(DateTimeOffset now, bool isRunning)
    {
        var due = await Task.WhenAll(Enumerable.Range(0, Checks.Parts).Select(part => Checks.DueAsync(part, isRunning, now, 100, Token)));
        return [.. due.SelectMany(static some => some)];
    }
}
