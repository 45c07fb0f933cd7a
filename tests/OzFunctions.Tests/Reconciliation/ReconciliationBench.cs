using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Storage.Runs;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

/// <summary>The base of reconciliation tests: an in-memory processor, a configurable Oz, and runs that are played to their end.</summary>
public abstract class ReconciliationBench
{
    // The later readings of the list have their own tests.
    private protected ReconciliationBench()
    {
        Bench.Reconciliation = Bench.Reconciliation with { LookAgain = [] };
        Bench.Restart();
    }

    private protected NotificationBench Bench { get; } =
        new(Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged, NotificationTypes.FolderOverdue)));

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected DateTimeOffset Now => Bench.Clock.GetUtcNow();

    private protected static JsonObject Analysis(string resolution, DateTimeOffset updated) =>
        PayloadJson.Analysis("a", "FINISHED", resolution, updated.ToUnixTimeSeconds(), group: "first");

    private protected static void AssertCounts(Run run, long scanned = 0, long unchanged = 0, long repaired = 0, long discovered = 0, long failed = 0) => Assert.Equal(
        (scanned, unchanged, repaired, discovered, failed),
        (run.Counts["scanned"], run.Counts["unchanged"], run.Counts["repaired"], run.Counts["discovered"], run.Counts["failed"]));

    /// <summary>Adds a folder created now to Oz.</summary>
    private protected void Put(string id, string resolution) => Bench.Oz.Put(id, Now, Now, Analysis(resolution, Now));

    /// <summary>Adds a folder to Oz that its lists never contain, and receives its webhook.</summary>
    private protected async Task TellAsync(string id, params JsonObject[] analyses)
    {
        Bench.Oz.List = static _ => new OzPage([], IsLast: true);
        Bench.Oz.Put(id, Now, Now, analyses);
        await Bench.Ingest.ApplyAsync(Bench.Oz.Answer(id)!, ChangeCause.Webhook, Token);
        await Bench.DrainAsync();
    }

    private protected async Task<Folder> FolderAsync(string id) => (await Bench.Store.FindAsync(id, Token))!.Folder!;

    private protected async Task<Run> FindAsync(RunId id) => (await new RunStore(Bench.RunRows).FindAsync(id, Token))!.Value;

    private protected Task<ExclusiveStart> StartAsync(ReconciliationRequest? request = null, string by = RunStarter.Schedule, DateTimeOffset? occurrence = null) =>
        Bench.Service<ReconciliationStarter>().TryStartAsync(request ?? new ReconciliationRequest(), by, occurrence, Token);

    /// <summary>Starts a run and does its work, but no other work that is due later.</summary>
    private protected async Task<Run> RunAsync(ReconciliationRequest? request = null, string by = RunStarter.Schedule)
    {
        var run = (await StartAsync(request, by)).Started!;
        while ((run = await FindAsync(run.Id)).State is RunState.Running)
        {
            await Bench.StepAsync();
        }

        await Bench.DrainAsync(until: Now);
        return run;
    }
}
