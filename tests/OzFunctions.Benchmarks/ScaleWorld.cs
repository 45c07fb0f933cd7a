using System.Diagnostics.Metrics;
using Azure.Data.Tables;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Endpoints;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Telemetry;
using OzFunctions.Core.Webhooks;
using OzFunctions.Server.Azurite;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Notifications;

namespace OzFunctions.Benchmarks;

/// <summary>An Azurite in memory with so many folders, the webhooks that come to it, and the storage requests that these make, alone.</summary>
internal sealed class ScaleWorld : IAsyncDisposable
{
    private const int Analyses = 2;

    private readonly AzuriteProcess _azurite;
    private readonly TableClient _table;
    private readonly WebhookIngest _ingest;
    private readonly int _folders;

    private ScaleWorld(AzuriteProcess azurite, TableClient table, WebhookIngest ingest, int folders) =>
        (_azurite, _table, _ingest, _folders) = (azurite, table, ingest, folders);

    /// <summary>Makes one.</summary>
    /// <param name="installation">The Azurite to run.</param>
    /// <param name="folders">How many folders it is to hold.</param>
    /// <returns>The world.</returns>
    public static async Task<ScaleWorld> FilledAsync(AzuriteInstallation installation, int folders)
    {
        var ports = AzuritePorts.Free();
        var table = new TableClient(ports.ConnectionString, "Scale");
        var metrics = new OzMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>());
        var (settings, clock, queue) = (NotificationSettings.None, TimeProvider.System, new NoQueue());
        var deliveries = new NewDeliveries(settings, new DeliveryStore(table, table), new EndpointMonitor(new EndpointHealthStore(table), queue, clock));
        var own = new OwnChanges(settings, new EndpointLimits(clock));
        var ingest = new WebhookIngest(new FolderWriter(new FolderStore(table, Guid.NewGuid), queue, own, deliveries, settings, NoOz.Scope(), metrics, clock, static () => 0));
        var world = new ScaleWorld(await AzuriteProcess.StartAsync(installation, ports, dataDirectory: null, CancellationToken.None), table, ingest, folders);
        await Parallel.ForAsync(0, folders, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) => await world.ApplyAsync($"folder-{i}", updated: 1, IngestOutcome.Applied));
        return world;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _azurite.DisposeAsync();

    /// <summary>A webhook for a folder that is not known.</summary>
    /// <param name="id">Names the folder among those that are new.</param>
    /// <returns>A task that ends when it is stored.</returns>
    public Task AddAsync(string id) => ApplyAsync(New(id), updated: 1, IngestOutcome.Applied);

    /// <summary>A webhook that changes a folder.</summary>
    /// <param name="place">Where among all folders it is, 0 to 1.</param>
    /// <param name="updated">When Oz changed it, seconds since 1970, UTC.</param>
    /// <returns>A task that ends when it is stored.</returns>
    public Task ChangeAsync(double place, int updated) => ApplyAsync(At(place), updated, IngestOutcome.Applied);

    /// <summary>A webhook that tells nothing new.</summary>
    /// <param name="place">Where among all folders its folder is, 0 to 1.</param>
    /// <param name="updated">When Oz changed it last, seconds since 1970, UTC.</param>
    /// <returns>A task that ends when that is known.</returns>
    public Task RepeatAsync(double place, int updated) => ApplyAsync(At(place), updated, IngestOutcome.Duplicate);

    /// <summary>Prepares the requests of <see cref="AddAsync"/>.</summary>
    /// <param name="id">Names a folder that is new.</param>
    /// <returns>What makes them.</returns>
    public async Task<Func<Task>> AddAloneAsync(string id)
    {
        var rows = await RowsOfLastChangeAsync(At(0), id);
        foreach (var row in rows)
        {
            // Beside the webhook's own folder: in Azurite's index it matters where a row goes.
            row.PartitionKey = New(id);
        }

        return async () =>
        {
            await _table.GetEntityIfExistsAsync<TableEntity>(New(id), FolderKeys.Fence);
            await _table.SubmitTransactionAsync(rows.Select(static row => new TableTransactionAction(TableTransactionActionType.Add, row)));
        };
    }

    /// <summary>Prepares the requests of <see cref="ChangeAsync"/>.</summary>
    /// <param name="place">Where among all folders one is, 0 to 1.</param>
    /// <param name="once">Tells this change from others of the folder.</param>
    /// <returns>What makes them.</returns>
    public async Task<Func<Task>> ChangeAloneAsync(double place, string once)
    {
        var rows = await RowsOfLastChangeAsync(At(place), once);
        return async () =>
        {
            TableEntity read = await _table.GetEntityAsync<TableEntity>(At(place), FolderKeys.Fence);
            await _table.SubmitTransactionAsync(
            [
                new(TableTransactionActionType.UpdateReplace, rows[0], read.ETag),
                new(TableTransactionActionType.Add, rows[1]),
                .. rows.Skip(2).Select(static row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
            ]);
        };
    }

    /// <summary>Prepares the request of <see cref="RepeatAsync"/>.</summary>
    /// <param name="place">Where among all folders one is, 0 to 1.</param>
    /// <returns>What makes it.</returns>
    public Task<Func<Task>> RepeatAloneAsync(double place) => Task.FromResult<Func<Task>>(() => _table.GetEntityIfExistsAsync<TableEntity>(At(place), FolderKeys.Fence));

    private static string New(string id) => $"new-{id}";

    private string At(double place) => $"folder-{Math.Round(place * _folders)}";

    // What a change wrote: the fence first, then the change with a key that is still free, then the analyses.
    private async Task<IReadOnlyList<TableEntity>> RowsOfLastChangeAsync(string folderId, string once)
    {
        TableEntity fence = await _table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Fence);
        TableEntity change = await _table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Change((int)fence["Version"]));
        change.RowKey = $"{once}|{change.RowKey}";
        var rows = new List<TableEntity> { fence, change };
        for (var i = 0; i < Analyses; i++)
        {
            rows.Add(await _table.GetEntityAsync<TableEntity>(folderId, FolderKeys.Analysis(BenchmarkBodies.AnalysisId(i))));
        }

        return rows;
    }

    private async Task ApplyAsync(string folderId, int updated, IngestOutcome expected)
    {
        var body = BenchmarkBodies.Folder(folderId, Analyses, "FINISHED", updated);
        var result = await _ingest.ApplyAsync(OzPayloadReader.Read(body, [], TimeProvider.System.GetUtcNow()), ChangeCause.Webhook, CancellationToken.None);
        if (result.Outcome != expected)
        {
            throw new InvalidOperationException($"The webhook for {folderId} was {result.Outcome} and not {expected}, so its time says nothing.");
        }
    }
}
