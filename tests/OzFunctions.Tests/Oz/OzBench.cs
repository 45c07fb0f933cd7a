using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Core.Health;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Tests.Telemetry;
using OzFunctions.Web.Health;
using OzFunctions.Web.Stats;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Oz;

/// <summary>
/// The whole processor with the real Oz client, the simulated Oz, in-memory tables and an in-memory queue. Both sides use a clock that the test sets.
/// </summary>
internal sealed class OzBench : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, FakeTableClient> _tables = new();
    private readonly List<ServiceProvider> _processes = [];

    private OzBench(SimulatedOz oz)
    {
        Oz = oz;
        Oz.Clock = Clock;
        Queue = new FakeWorkQueue(Clock);
        First = NewProcess();
    }

    public FakeTimeProvider Clock { get; } = new(Payloads.Now);

    public DateTimeOffset Now => Clock.GetUtcNow();

    public SimulatedOz Oz { get; }

    public FakeWorkQueue Queue { get; }

    public LogInMemory Log { get; } = new();

    public ServiceProvider First { get; }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OzBench> StartAsync() => new(await SimulatedOz.StartAsync());

    public FakeTableClient Table(string name) => _tables.GetOrAdd(name, static _ => new FakeTableClient { Exists = true });

    /// <summary>Creates another process on the same storage.</summary>
    public ServiceProvider NewProcess(Action<IServiceCollection>? more = null, WebhookMode mode = WebhookMode.Verify)
    {
        var configuration = new Dictionary<string, string?>
        {
            ["Oz:BaseUrl"] = $"{Oz.Url}",
            ["Oz:Email"] = SimulatedOz.Email,
            ["Oz:Password"] = SimulatedOz.Password,
            ["Oz:AllowHttp"] = "true",
            ["Oz:RequestsPerSecond"] = "1000",
            ["Webhook:Mode"] = $"{mode}",
        };
        var process = Processor.On(
            Table, Queue, NotificationSettings.None, new FakeSender(), new RetrySchedule(RetrySchedule.Default, static () => 0.5), oz: null, new ReconciliationSettings(), Clock, static () => 0.5, configuration, services =>
            {
                services.AddLogging(logging => logging.AddProvider(Log));
                services.AddSingleton<IStorageHealth>(new HealthyStorage());
                more?.Invoke(services);
            });
        _processes.Add(process);
        return process;
    }

    /// <summary>Asks Oz about a folder; returns the error message, or null if Oz responded.</summary>
    public static async Task<string?> AskAsync(ServiceProvider process, string folder = "f1")
    {
        try
        {
            await process.GetRequiredService<IOzFolders>().FindAsync(folder, Token);
            return null;
        }
        catch (Exception e) when (e is OzUnavailableException or OzRefusedException)
        {
            return e.Message;
        }
    }

    /// <summary>Awaits a task while the clock advances.</summary>
    /// <param name="task">The task.</param>
    /// <param name="step">How far it advances at least every 50 ms. A call to Oz times out by this clock, even where the time is spent on a real connection.</param>
    public async Task<T> PassingAsync<T>(Task<T> task, TimeSpan? step = null)
    {
        await Poll.UntilAsync(() =>
        {
            Clock.Advance(step ?? TimeSpan.FromSeconds(0.5));
            return task.IsCompleted;
        });
        return await task;
    }

    /// <summary>Starts a run, if the schedule allows one, and runs all due work until a time, advancing the clock while it waits.</summary>
    public async Task<Run?> RunAsync(DateTimeOffset? until = null)
    {
        var started = (await First.GetRequiredService<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, null, Token)).Started;
        await DrainAsync(until ?? Now.AddSeconds(30));
        return started is null ? null : (await First.GetRequiredService<IRunStore>().FindAsync(started.Id, Token))!.Value;
    }

    /// <summary>Whether a folder is stored.</summary>
    public async Task<bool> IsStoredAsync(string folder) =>
        (await First.GetRequiredService<Core.Folders.IFolderStore>().FindAsync(folder, Token))?.Folder is not null;

    /// <summary>Returns the warnings of <c>health/ready</c>, which responds with 200; those of <c>stats</c> must be the same.</summary>
    public static async Task<IReadOnlyList<WarningDocument>> WarningsAsync(ServiceProvider process)
    {
        var context = new DefaultHttpContext { RequestServices = process };
        var ready = Assert.IsType<JsonHttpResult<HealthDocument>>(await process.GetRequiredService<HealthEndpoints>().ReadyAsync(context.Request));
        var stats = Assert.IsType<JsonHttpResult<StatsDocument>>(await process.GetRequiredService<StatsEndpoints>().GetAsync(context.Request));
        Assert.Equal(("ready", null), (ready.Value!.Status, ready.StatusCode));
        Assert.Equal(ready.Value.Warnings ?? [], stats.Value!.Warnings);
        return stats.Value.Warnings;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            await process.DisposeAsync();
        }

        await Oz.DisposeAsync();
    }

    private async Task DrainAsync(DateTimeOffset until)
    {
        while (Queue.NextDue <= until && Queue.Take() is { } message)
        {
            if (message.Due > Now)
            {
                Clock.SetUtcNow(message.Due);
            }

            await First.GetRequiredService<WorkProcessor>().HandleAsync(WorkQueueName.Refreshes, message.Text, Queue, Token);
        }
    }

    private sealed class HealthyStorage : IStorageHealth
    {
        public Task CheckAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task ReachAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
