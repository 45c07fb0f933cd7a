using OzFunctions.Core;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Oz;
using OzFunctions.Storage.Reconciliation;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>The stored state of reconciliation, on a real table service.</summary>
[StartsProcesses]
public sealed class AzuriteReconciliationTests(AzuriteFixture azurite)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ConditionsOfOz_AreReadAsTheyWereWrittenAndWrittenOnlyOverWhatWasRead()
    {
        var store = new OzConditionStore(azurite.NewTable());
        Assert.Null(await store.FindAsync("a", Token));
        var stop = new OzLoginStop("403 (code 211)", Payloads.Now, Payloads.Now.AddMinutes(15));
        var conditions = new OzConditions(stop, new OzClockSkew(TimeSpan.FromSeconds(-960.5), Payloads.Now), new OzLoginClaim("c", Payloads.Now.AddMinutes(1)));
        Assert.True(await store.TryWriteAsync("a", conditions, etag: null, Token));
        Assert.False(await store.TryWriteAsync("a", conditions, etag: null, Token));

        var stored = await store.FindAsync("a", Token);

        Assert.Equal(conditions, stored!.Value);
        Assert.True(await store.TryWriteAsync("a", new OzConditions(), stored.ETag, Token));
        Assert.False(await store.TryWriteAsync("a", conditions, stored.ETag, Token));
        Assert.Equal(new OzConditions(), (await store.FindAsync("a", Token))!.Value);
        Assert.Null(await store.FindAsync("b", Token));
    }

    [Fact]
    public async Task Ledger_IsWrittenOnlyOverWhatWasRead()
    {
        var ledger = new RunLedgerStore(azurite.NewTable());
        Assert.Null(await ledger.FindAsync(RunKinds.Reconcile, Token));
        var entry = new RunLedger(RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid()), Payloads.Now, Payloads.Now, "{}");

        Assert.True(await ledger.TryWriteAsync(entry, null, Token));
        Assert.False(await ledger.TryWriteAsync(entry, null, Token));
        var stored = await ledger.FindAsync(RunKinds.Reconcile, Token);
        Assert.Equal(entry, stored!.Value);
        Assert.True(await ledger.TryWriteAsync(entry with { Occurrence = null }, stored.ETag, Token));
        Assert.False(await ledger.TryWriteAsync(entry, stored.ETag, Token));
    }

    [Fact]
    public async Task Proof_HoldsEveryFolderAndListsThoseThatDiffer()
    {
        var proof = new DryRunStore(azurite.NewTable());
        var run = RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid());
        var long1 = new string('x', 2_000);
        ComparedFolder[] folders =
        [
            .. Enumerable.Range(0, 250).Select(static i => new ComparedFolder($"same-{i:D3}", ComparisonVerdict.Same, [])),
            .. Enumerable.Range(0, 70).Select(i => new ComparedFolder($"other-{i:D3}", ComparisonVerdict.Different, [.. Enumerable.Range(0, 60).Select(field => new FolderDifference($"{field}", long1, null))])),
        ];

        await proof.RecordAsync(run, folders, Token);
        await proof.RecordAsync(run, folders, Token);

        Assert.Equal(["other-060", "same-001"], (await proof.ComparedAsync(run, ["other-060", "same-001", "same-999"], Token)).Order());
        var found = new List<ComparedFolder>();
        PageOf<ComparedFolder>? page = null;
        do
        {
            page = await proof.DifferentAsync(run, page?.Next, 20, Token);
            found.AddRange(page.Items);
        }
        while (page.Next is not null);

        Assert.Equal(70, found.Count);
        Assert.All(found, static folder => Assert.Equal((60, 2_000), (folder.Differences.Count, folder.Differences[0].Ours!.Length)));
        Assert.Empty((await proof.DifferentAsync(RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid()), null, 20, Token)).Items);
    }

    [Fact]
    public async Task Run_ReadsBackWhatAnotherProcessNeeds()
    {
        var store = new RunStore(azurite.NewTable());
        var run = new Run
        {
            Id = RunId.New(RunKinds.Reconcile, Payloads.Now, Guid.NewGuid()),
            By = "alice",
            StartedAt = Payloads.Now,
            LastStepAt = Payloads.Now.AddMinutes(1),
            ClaimedUntil = Payloads.Now.AddMinutes(2),
            Step = 3,
            StoppedBy = "maxPages",
            Cursor = "c",
        };
        await store.TryAddAsync(run, Token);

        var stored = await store.FindAsync(run.Id, Token);

        Assert.Equal(run with { Parameters = stored!.Value.Parameters, Counts = stored.Value.Counts }, stored.Value);
        Assert.NotNull(await store.TryWriteAsync(run with { Step = 4 }, stored.ETag, Token));
        Assert.Null(await store.TryWriteAsync(run with { Step = 5 }, stored.ETag, Token));
    }
}
