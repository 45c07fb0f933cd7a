using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Folders;
using OzFunctions.Core.FollowUps;
using OzFunctions.Core.Work;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Oz;
using OzFunctions.Web;
using OzFunctions.Web.Http;
using OzFunctions.Web.Webhooks;

namespace OzFunctions.Tests.Webhooks;

/// <summary>Webhooks while the storage accepts requests and does not respond, as the sender sees them. The test sets the clock.</summary>
public sealed class WebhookOutageTests : IAsyncDisposable
{
    private const string Body = """{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"SUCCESS","time_updated":5}]}""";

    private OzBench? _bench;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        if (_bench is not null)
        {
            await _bench.DisposeAsync();
        }
    }

    [Theory]
    [InlineData(WebhookMode.Trust)]
    [InlineData(WebhookMode.Verify)]
    public async Task Webhook_WhoseFolderCannotBeRead_IsA503WithinTheBudget(WebhookMode mode)
    {
        var (process, table) = await StartAsync(mode);
        var reading = new TaskCompletionSource();
        table.Before = _ => HangAsync(reading);

        AssertIsUnavailable(await PostUntilTheEndAsync(process, reading.Task));
        Assert.Empty(_bench!.Queue.Items);
    }

    [Theory]
    [InlineData(WebhookMode.Trust)]
    [InlineData(WebhookMode.Verify)]
    public async Task Webhook_StoredWithoutAStorageResponse_IsA503AndIsFollowedUpAndLaterADuplicate(WebhookMode mode)
    {
        var (process, table) = await StartAsync(mode);
        var stored = new TaskCompletionSource();
        table.AfterCommit = () => HangAsync(stored);

        AssertIsUnavailable(await PostUntilTheEndAsync(process, stored.Task));

        // Only the message records what the change owes.
        var message = Assert.IsType<ChangedWork>(Assert.Single(_bench!.Queue.Items));
        Assert.Equal(("f1", 1), (message.Folder, message.Version));
        table.AfterCommit = static () => Task.CompletedTask;
        var again = await PostAsync(process, Token);
        Assert.Equal((200, "duplicate"), (again.Status, (string?)again.Json["outcome"]));
        Assert.Single(_bench.Queue.Items);
        var followUp = process.GetRequiredService<ChangeFollowUp>().HandleAsync(message, Token);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(WorkResult.Done, (await followUp).Result);
    }

    [Theory]
    [InlineData(WebhookMode.Trust)]
    [InlineData(WebhookMode.Verify)]
    public async Task Webhook_WhoseMessageIsNotTaken_IsA503AndChangesNothing(WebhookMode mode)
    {
        var (process, table) = await StartAsync(mode);
        var enqueuing = new TaskCompletionSource();
        _bench!.Queue.Before = _ => HangAsync(enqueuing);

        AssertIsUnavailable(await PostUntilTheEndAsync(process, enqueuing.Task));
        Assert.Empty(table.Rows);
    }

    [Fact]
    public async Task Hint_ThatCannotBeQueued_IsA503OverBothTheQuestionAndTheQueue()
    {
        var (process, _) = await StartAsync(WebhookMode.Verify);
        _bench!.Oz.Fault = static context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.FromResult(true);
        };
        var enqueuing = new TaskCompletionSource();
        _bench.Queue.Before = _ => HangAsync(enqueuing);

        AssertIsUnavailable(await PostUntilTheEndAsync(process, enqueuing.Task));
    }

    [Fact]
    public async Task DisconnectedCaller_DoesNotAbortAWrite()
    {
        var (process, _) = await StartAsync(WebhookMode.Trust);
        using var leaving = new CancellationTokenSource();
        _bench!.Queue.Before = _ => leaving.CancelAsync();

        Assert.Equal(200, (await PostAsync(process, leaving.Token)).Status);
        Assert.NotNull((await process.GetRequiredService<IFolderStore>().FindAsync("f1", Token))?.Folder);
    }

    private static Task HangAsync(TaskCompletionSource reached)
    {
        reached.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    private static void AssertIsUnavailable(Answer answer)
    {
        Assert.Equal((503, "storage_unavailable"), (answer.Status, (string?)answer.Json["code"]));
        Assert.Equal($"{Problems.RetryAfterSeconds}", answer.RetryAfter);
    }

    private async Task<(ServiceProvider Process, Storage.Fakes.FakeTableClient Folders)> StartAsync(WebhookMode mode)
    {
        _bench = await OzBench.StartAsync();
        _bench.Oz.Folders["f1"] = JsonNode.Parse(Body)!.AsObject();
        return (_bench.NewProcess(mode: mode), _bench.Table(TableNames.Folders));
    }

    // Suspended operations never complete; the clock triggers the time limit.
    private async Task<Answer> PostUntilTheEndAsync(ServiceProvider process, Task reached)
    {
        var answer = PostAsync(process, Token);
        await reached.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, Token);
        _bench!.Clock.Advance(WebhookBudget.Limit - TimeSpan.FromMilliseconds(1));
        Assert.False(answer.IsCompleted);
        _bench.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return await answer;
    }

    private static async Task<Answer> PostAsync(ServiceProvider process, CancellationToken aborted)
    {
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = process, RequestAborted = aborted, Request = { Method = HttpMethods.Post, Body = new MemoryStream(Encoding.UTF8.GetBytes(Body)) } };
        context.Response.Body = body;
        var result = await process.GetRequiredService<RequestHandler>().RunAsync(context.Request, Routes.OzWebhooks, process.GetRequiredService<MeasuredWebhooks>().ReceiveAsync);
        await result.ExecuteAsync(context);
        return new Answer(context.Response.StatusCode, $"{context.Response.Headers.RetryAfter}", body.Length > 0 ? JsonNode.Parse(body.ToArray())! : new JsonObject());
    }

    private sealed record Answer(int Status, string RetryAfter, JsonNode Json);
}
