using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Folders;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Folders;

public sealed class RecentChangesTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly RecentChanges _recent;

    public RecentChangesTests() => _recent = new RecentChanges(_clock);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_ThatWasStored_IsTakenOnce()
    {
        var change = Store("f1");

        Assert.Same(change, await _recent.TakeAsync("f1", 1, Token));
        Assert.Null(await _recent.TakeAsync("f1", 1, Token));
        Assert.Null(await _recent.TakeAsync("f1", 2, Token));
    }

    [Fact]
    public async Task Change_OnItsWay_IsWaitedFor()
    {
        using var writing = _recent.Expect("f1", 1);
        var taking = _recent.TakeAsync("f1", 1, Token);
        Assert.False(taking.IsCompleted);

        var change = Change("f1");
        writing.Succeed(change);

        Assert.Same(change, await taking);
    }

    [Fact]
    public async Task Change_ThatFailed_IsNotWaitedForAnyLonger()
    {
        var writing = _recent.Expect("f1", 1);
        var taking = _recent.TakeAsync("f1", 1, Token);

        writing.Dispose();

        Assert.Null(await taking);
    }

    [Fact]
    public async Task Change_OfTwoWriters_IsTheOneThatWasStored()
    {
        using var winner = _recent.Expect("f1", 1);
        var loser = _recent.Expect("f1", 1);
        var taking = _recent.TakeAsync("f1", 1, Token);
        loser.Dispose();
        Assert.False(taking.IsCompleted);

        var change = Change("f1");
        winner.Succeed(change);

        Assert.Same(change, await taking);
    }

    [Fact]
    public async Task Change_ThatTakesTooLong_IsReadInstead()
    {
        using var writing = _recent.Expect("f1", 1);
        var taking = _recent.TakeAsync("f1", 1, Token);

        _clock.Advance(TimeSpan.FromMilliseconds(300));

        Assert.Null(await taking);
    }

    [Fact]
    public async Task Changes_BeyondTheMost_AreForgottenOldestFirst()
    {
        for (var i = 0; i <= RecentChanges.Most; i++)
        {
            Store($"f{i}");
        }

        Assert.Null(await _recent.TakeAsync("f0", 1, Token));
        Assert.NotNull(await _recent.TakeAsync("f1", 1, Token));
        Assert.NotNull(await _recent.TakeAsync($"f{RecentChanges.Most}", 1, Token));
    }

    [Fact]
    public async Task Change_OfALargeFolder_IsNotKept()
    {
        Store("f1", analyses: 51);
        Store("f2", analyses: 50);

        Assert.Null(await _recent.TakeAsync("f1", 1, Token));
        Assert.NotNull(await _recent.TakeAsync("f2", 1, Token));
    }

    private WrittenChange Store(string folderId, int analyses = 1)
    {
        using var writing = _recent.Expect(folderId, 1);
        var change = Change(folderId, analyses);
        writing.Succeed(change);
        return change;
    }

    private static WrittenChange Change(string folderId, int analyses = 1)
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder(Enumerable.Range(0, analyses).Select(static i => PayloadJson.Analysis($"a{i}", updated: 1)), id: folderId));
        return new WrittenChange(new StoredFolder(folder, "etag", new HashSet<string>()), null, []);
    }
}
