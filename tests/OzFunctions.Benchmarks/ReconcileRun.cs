using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OzFunctions.Core;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Runs;
using OzFunctions.Core.Work;
using OzFunctions.OzSimulator;
using OzFunctions.Storage;
using OzFunctions.Web;

namespace OzFunctions.Benchmarks;

/// <summary>
/// One run over many folders that no webhook named: Oz's list over HTTP, read, merged and handed to a storage that forgets it, so that what is
/// measured is this process and not the emulator.
/// </summary>
internal static class ReconcileRun
{
    private const int Folders = 100_000;
    private const int ReportEach = 20_000;

    public static async Task<int> RunAsync(TextWriter output)
    {
        var port = BenchmarkServer.FreePort();
        using var oz = await StartOzAsync(port);
        try
        {
            await using var services = Services(port);
            var start = await services.GetRequiredService<ReconciliationStarter>().TryStartAsync(new ReconciliationRequest(), RunStarter.Schedule, null, CancellationToken.None);
            await output.WriteLineAsync($"{Folders} folders at Oz; this process holds {PeakMiB()} MiB.");
            var (clock, next) = (Stopwatch.StartNew(), ReportEach);
            Run run;
            do
            {
                run = (await services.GetRequiredService<IRunStore>().FindAsync(start.Started!.Id, CancellationToken.None))!.Value;
                if (run.Counts["scanned"] >= next || run.State is not RunState.Running)
                {
                    await output.WriteLineAsync($"{run.Counts["scanned"]} folders after {clock.Elapsed.TotalSeconds:F0} s: at most {PeakMiB()} MiB, {GC.GetTotalMemory(forceFullCollection: true) / 1024 / 1024} MiB of them in use.");
                    next += ReportEach;
                }

                await services.GetRequiredService<RunSteps>().HandleAsync(new RunWork($"{run.Id}") { Step = run.Step }, CancellationToken.None);
            }
            while (run.State is RunState.Running);

            await output.WriteLineAsync($"{run.State}: {string.Join(", ", run.Counts.Select(static count => $"{count.Key} {count.Value}"))}");
            return run.State is RunState.Finished ? 0 : 1;
        }
        finally
        {
            oz.Kill();
        }
    }

    private static long PeakMiB()
    {
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1024 / 1024;
    }

    private static ServiceProvider Services(int port)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            [StorageExtensions.AccountSetting] = "UseDevelopmentStorage=true",
            ["Oz:BaseUrl"] = string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}"),
            ["Oz:Email"] = SimulatedOz.Email,
            ["Oz:Password"] = SimulatedOz.Password,
            ["Oz:AllowHttp"] = "true",
            ["Oz:RequestsPerSecond"] = "1000",
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<IHostEnvironment>(new HostingEnvironment());
        services.AddSingleton<IConfiguration>(configuration);
        services.AddOzWeb();
        services.AddSingleton<IWorkQueue, NoQueue>();
        services.AddSingleton<IFolderStore, Forgetful>();
        services.AddSingleton<IRunStore, OneRun>();
        services.AddSingleton<IRunLedger, NoLedger>();
        services.AddSingleton<IFolderChecks, NoChecks>();
        services.AddSingleton<IOzConditionStore, NoConditions>();

        // What is left of the storage is never asked: no folder is followed up in here.
        services.AddOzStorage(configuration);
        return services.BuildServiceProvider();
    }

    private static async Task<Process> StartOzAsync(int port)
    {
        var start = new ProcessStartInfo(
            "dotnet", [Path.Combine(AppContext.BaseDirectory, "OzFunctions.OzSimulator.dll"), "--port", $"{port}", "--played", $"{Folders}", "--folders", "0"])
        {
            RedirectStandardOutput = true,
        };
        var oz = Process.Start(start)!;
        while (await oz.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Every folder", StringComparison.Ordinal))
        {
            // It makes its folders first.
        }

        return oz;
    }

    private sealed class HostingEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "";

        public string ContentRootPath { get; set; } = "";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } = new Microsoft.Extensions.FileProviders.NullFileProvider();
    }

    private sealed class Forgetful : IFolderStore
    {
        public Task<StoredFolder?> FindAsync(string folderId, CancellationToken cancellationToken) => Task.FromResult<StoredFolder?>(null);

        public Task<bool> TryFenceOffAsync(string folderId, StoredFolder? read, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task<WrittenChange?> TryWriteAsync(FolderWrite write, CancellationToken cancellationToken) =>
            Task.FromResult<WrittenChange?>(new WrittenChange(new StoredFolder(write.Change.Current, "1", new HashSet<string>()), null, []));

        public Task WriteMissingAnalysesAsync(StoredFolder folder, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<ChangeRecord>> ChangesAsync(string folderId, int newest, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChangeRecord>>([]);
    }

    private sealed class OneRun : IRunStore
    {
        private Run? _run;

        public Task AddAsync(Run run, CancellationToken cancellationToken)
        {
            _run = run;
            return Task.CompletedTask;
        }

        public Task<Core.Stored<Run>?> FindAsync(RunId id, CancellationToken cancellationToken) => Task.FromResult(_run is null ? null : new Core.Stored<Run>(_run, "1"));

        public Task<Core.Stored<Run>?> TryWriteAsync(Run run, string etag, CancellationToken cancellationToken)
        {
            _run = run;
            return Task.FromResult<Core.Stored<Run>?>(new Core.Stored<Run>(run, "1"));
        }

        public Task<Core.PageOf<Run>> ListAsync(string kind, string? from, int limit, CancellationToken cancellationToken) => Task.FromResult(new Core.PageOf<Run>([], null));
    }

    private sealed class NoConditions : IOzConditionStore
    {
        public Task<Stored<OzConditions>?> FindAsync(string account, CancellationToken cancellationToken) => Task.FromResult<Stored<OzConditions>?>(null);

        public Task<bool> TryWriteAsync(string account, OzConditions conditions, string? etag, CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class NoLedger : IRunLedger
    {
        public Task<Core.Stored<RunLedger>?> FindAsync(string kind, CancellationToken cancellationToken) => Task.FromResult<Core.Stored<RunLedger>?>(null);

        public Task<bool> TryWriteAsync(RunLedger ledger, string? etag, CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class NoChecks : IFolderChecks
    {
        public int Parts => 0;

        public Task WriteAsync(Folder folder, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RewriteAsync(Folder folder, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task HastenAsync(string folderId, Folder? folder, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<Core.Stored<FolderCheck>>> DueAsync(int part, bool isRunning, DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Core.Stored<FolderCheck>>>([]);

        public Task MoveAsync(Core.Stored<FolderCheck> check, FolderCheck? following, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task DropAsync(Core.Stored<FolderCheck> check, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<int> RemoveAsync(string folderId, CancellationToken cancellationToken) => Task.FromResult(0);
    }
}
