using System.Globalization;
using System.Net.Http.Json;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Benchmarks.Load;

/// <summary>
/// Makes the storage operations of a webhook and its follow-up in the same order as OzFunctions, with the same clients, prepared rows and
/// no logic. Its throughput is the most that the storage allows.
/// </summary>
/// <remarks>The headers of a request contain the folder, whether the webhook changes it, and whether the change is notified.</remarks>
internal sealed class Ceiling : IDisposable
{
    /// <summary>The header with the folder's id.</summary>
    public const string FolderHeader = "x-load-folder";

    /// <summary>The header with the version of the folder after the webhook; 0 if it changes nothing.</summary>
    public const string VersionHeader = "x-load-version";

    /// <summary>The header that is present if the change is notified.</summary>
    public const string ToldHeader = "x-load-told";

    /// <summary>The name of the queue.</summary>
    public const string Queue = "ceiling-work";

    private const int Analyses = 2;
    private const int SnapshotBytes = 1_500;
    private const int NotificationBytes = 1_800;

    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly byte[] Snapshot = new byte[SnapshotBytes];
    private static readonly byte[] Notification = new byte[NotificationBytes];

    private readonly HttpClient _client = new();
    private readonly TableClient _folders;
    private readonly TableClient _index;
    private readonly TableClient _open;
    private readonly QueueClient _queue;
    private readonly string _endpoint;

    private Ceiling(IConfiguration settings)
    {
        var storage = settings["AzureWebJobsStorage"];
        var tables = new LeanTableServiceClient(storage!, new TableClientOptions());
        (_folders, _index, _open) = (tables.GetTableClient("CeilingFolders"), tables.GetTableClient("CeilingIndex"), tables.GetTableClient("CeilingOpen"));
        _queue = new QueueClient(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        _endpoint = settings[LoadHost.Endpoint]!;
    }

    /// <summary>Serves requests until the process is killed.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0.</returns>
    public static async Task<int> ServeAsync(string[] args)
    {
        var app = LoadHost.Build(args);
        using var ceiling = new Ceiling(app.Configuration);
        await Task.WhenAll(ceiling._folders.CreateIfNotExistsAsync(), ceiling._index.CreateIfNotExistsAsync(), ceiling._open.CreateIfNotExistsAsync(), ceiling._queue.CreateIfNotExistsAsync());
        app.MapPost("/api/oz/webhooks", ceiling.TakeAsync);
        await LoadHost.RunAsync(app);
        return 0;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<IResult> TakeAsync(HttpRequest request)
    {
        await request.Body.CopyToAsync(Stream.Null);
        var folder = $"{request.Headers[FolderHeader]}";
        var version = int.Parse($"{request.Headers[VersionHeader]}", CultureInfo.InvariantCulture);
        await _folders.GetEntityIfExistsAsync<TableEntity>(folder, "folder");
        var isTold = request.Headers.ContainsKey(ToldHeader);
        if (version > 0)
        {
            var message = isTold ? (await _queue.SendMessageAsync($"{folder} {version}", Hidden, Forever)).Value : null;
            await _folders.SubmitTransactionAsync(Change(folder, version, isTold));
            _ = message is null ? Task.CompletedTask : Task.Run(() => FollowUpAsync(folder, version, message));
        }

        return Results.Ok();
    }

    private static IEnumerable<TableTransactionAction> Change(string folder, int version, bool isTold)
    {
        yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, "folder") { ["Version"] = version, ["Snapshot0"] = Snapshot });
        yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, $"change|{version:D10}") { ["Version"] = version, ["Data0"] = Notification });
        if (isTold)
        {
            yield return new(TableTransactionActionType.UpsertReplace, Delivery(folder, version));
        }

        for (var i = 0; i < Analyses; i++)
        {
            yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, $"analysis|{i}") { ["State"] = "FINISHED", ["ResolutionStatus"] = "SUCCESS", ["Version"] = version });
        }
    }

    private static TableEntity Delivery(string folder, int version) => new(folder, $"delivery|{version:D10}|folder.resolution_changed|bank") { ["State"] = "Pending", ["Attempt"] = 1 };

    private async Task FollowUpAsync(string folder, int version, SendReceipt message)
    {
        await Task.WhenAll(
            _index.UpsertEntityAsync(new TableEntity("2026-01-01", folder) { ["Version"] = version, ["SystemResolution"] = "SUCCESS" }, TableUpdateMode.Replace),
            _open.UpsertEntityAsync(new TableEntity($"{folder[^1]}", folder) { ["Version"] = version, ["Reasons"] = 0 }, TableUpdateMode.Replace),
            TellAsync(folder, version));
        await _folders.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.UpdateMerge, new TableEntity(folder, "folder"), ETag.All),
            new(TableTransactionActionType.UpdateReplace, Delivery(folder, version), ETag.All),
        ]);
        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private async Task TellAsync(string folder, int version)
    {
        using var content = JsonContent.Create(new { data = new { folderId = folder, version, current = new { resolutionStatus = "FINISHED", systemResolution = "SUCCESS" } } });
        using var answer = await _client.PostAsync(_endpoint, content);
        answer.EnsureSuccessStatusCode();
    }
}
