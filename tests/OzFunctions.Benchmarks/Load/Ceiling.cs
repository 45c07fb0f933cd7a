using System.Globalization;
using System.Net.Http.Json;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace OzFunctions.Benchmarks.Load;

/// <summary>The storage operations of a webhook and of what follows it, in the order in which ours make them, with prepared rows and no logic at all: what storage and SDK allow.</summary>
/// <remarks>Which folder a webhook is of, and whether it changes anything, is told by headers.</remarks>
internal sealed class Ceiling : IDisposable
{
    /// <summary>The header that names the folder.</summary>
    public const string FolderHeader = "x-load-folder";

    /// <summary>The header with the folder's version after the webhook; 0 for a duplicate.</summary>
    public const string VersionHeader = "x-load-version";

    /// <summary>Its queue.</summary>
    public const string Queue = "ceiling-work";

    private const int Analyses = 2;
    private const int Receivers = 4;
    private const int SnapshotBytes = 1_500;
    private const int NotificationBytes = 1_800;

    private static readonly TimeSpan Visibility = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Forever = TimeSpan.FromSeconds(-1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
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
        var tables = new TableServiceClient(storage);
        (_folders, _index, _open) = (tables.GetTableClient("CeilingFolders"), tables.GetTableClient("CeilingIndex"), tables.GetTableClient("CeilingOpen"));
        _queue = new QueueClient(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
        _endpoint = settings[LoadHost.Endpoint]!;
    }

    /// <summary>Serves until the process is killed.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>0.</returns>
    public static async Task<int> ServeAsync(string[] args)
    {
        var app = LoadHost.Build(args);
        using var ceiling = new Ceiling(app.Configuration);
        await Task.WhenAll(ceiling._folders.CreateIfNotExistsAsync(), ceiling._index.CreateIfNotExistsAsync(), ceiling._open.CreateIfNotExistsAsync(), ceiling._queue.CreateIfNotExistsAsync());
        app.MapPost("/api/oz/webhooks", ceiling.TakeAsync);
        for (var i = 0; i < Receivers; i++)
        {
            _ = ceiling.ReceiveAsync();
        }

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
        if (version > 0)
        {
            await _queue.SendMessageAsync($"{folder} {version}", TimeSpan.Zero, Forever);
            await _folders.SubmitTransactionAsync(Change(folder, version));
        }

        return Results.Ok();
    }

    private static IEnumerable<TableTransactionAction> Change(string folder, int version)
    {
        yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, "folder") { ["Version"] = version, ["Snapshot0"] = Snapshot });
        yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, $"change|{version:D10}") { ["Version"] = version, ["Data0"] = Notification });
        yield return new(TableTransactionActionType.UpsertReplace, Delivery(folder, version));
        for (var i = 0; i < Analyses; i++)
        {
            yield return new(TableTransactionActionType.UpsertReplace, new TableEntity(folder, $"analysis|{i}") { ["State"] = "FINISHED", ["ResolutionStatus"] = "SUCCESS", ["Version"] = version });
        }
    }

    private static TableEntity Delivery(string folder, int version) => new(folder, $"delivery|{version:D10}|folder.resolution_changed|bank") { ["State"] = "Pending", ["Attempt"] = 1 };

    private async Task ReceiveAsync()
    {
        while (true)
        {
            var messages = (await _queue.ReceiveMessagesAsync(32, Visibility)).Value;
            await Task.WhenAll(messages.Select(FollowUpAsync));
            if (messages.Length == 0)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }
    }

    private async Task FollowUpAsync(QueueMessage message)
    {
        var parts = message.MessageText.Split(' ');
        var (folder, version) = (parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture));
        await Task.WhenAll(ListAsync(folder, version), DeliverAsync(folder, version));
        await _queue.DeleteMessageAsync(message.MessageId, message.PopReceipt);
    }

    private async Task ListAsync(string folder, int version)
    {
        await _index.UpsertEntityAsync(new TableEntity("2026-01-01", folder) { ["Version"] = version, ["SystemResolution"] = "SUCCESS" }, TableUpdateMode.Replace);
        await _open.UpsertEntityAsync(new TableEntity($"{folder[^1]}", folder) { ["Version"] = version, ["Reasons"] = 0 }, TableUpdateMode.Replace);
        await _folders.GetEntityIfExistsAsync<TableEntity>(folder, "folder");
    }

    private async Task DeliverAsync(string folder, int version)
    {
        await _folders.UpsertEntityAsync(Delivery(folder, version), TableUpdateMode.Replace);
        using var content = JsonContent.Create(new { data = new { folderId = folder, version, current = new { resolutionStatus = "FINISHED", systemResolution = "SUCCESS" } } });
        using var answer = await _client.PostAsync(_endpoint, content);
        answer.EnsureSuccessStatusCode();
        await _folders.UpsertEntityAsync(Delivery(folder, version), TableUpdateMode.Replace);
    }
}
