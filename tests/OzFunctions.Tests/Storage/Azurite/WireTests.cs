using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Work;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>What a webhook costs, counted where it leaves the process.</summary>
public sealed class WireTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task Webhook_ThatChangesSomething_TakesThreeRequestsAndADuplicateOne()
    {
        var token = TestContext.Current.CancellationToken;
        var counter = new RequestCounter();
        var options = new TableClientOptions();
        options.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var table = azurite.NewTable(options);
        await table.CreateIfNotExistsAsync(token);
        var queueOptions = new QueueClientOptions();
        queueOptions.AddPolicy(counter, HttpPipelinePosition.PerRetry);
        var queue = azurite.NewQueue(queueOptions);
        await queue.CreateIfNotExistsAsync(cancellationToken: token);
        var ingest = new WebhookIngest(new FolderWriter(
            new FolderStore(table, Guid.NewGuid), new WorkQueue(queue, queue, TimeSpan.FromSeconds(1)), Endpoints.Three(), Metrics.Unread(), TimeProvider.System, static () => 0));

        Task<int> RequestsOf(string body) => counter.DuringAsync(() =>
            ingest.ApplyAsync(Payloads.Read(body), ChangeCause.Webhook, token));

        Assert.Equal(3, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"PROCESSING","time_updated":1}]}"""));
        Assert.Equal(3, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"SUCCESS","time_updated":2},{"analysis_id":"b","state":"SUCCESS","time_updated":2}]}"""));
        Assert.Equal(1, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"SUCCESS","time_updated":2}]}"""));
        Assert.Equal(1, await RequestsOf("""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"PROCESSING","time_updated":1}]}"""));
    }

    [Fact]
    public async Task Webhook_UntilOneEndpointIsTold_TakesFourteenRequests()
    {
        var token = TestContext.Current.CancellationToken;
        var (tableCounter, queueCounter) = (new RequestCounter(), new RequestCounter());
        var tables = new Dictionary<string, TableClient>();
        TableClient Table(string name)
        {
            var options = new TableClientOptions();
            options.AddPolicy(tableCounter, HttpPipelinePosition.PerRetry);
            return tables.TryGetValue(name, out var known) ? known : tables[name] = azurite.NewTable(options);
        }

        var queueOptions = new QueueClientOptions();
        queueOptions.AddPolicy(queueCounter, HttpPipelinePosition.PerRetry);
        var queue = azurite.NewQueue(queueOptions);
        var work = new WorkQueue(queue, queue, TimeSpan.FromSeconds(20));
        await using var processor = Processor.On(
            Table, work, Endpoints.Settings(Endpoints.Named("bank", NotificationTypes.FolderResolutionChanged)), new FakeSender(), new RetrySchedule(RetrySchedule.Default, static () => 0.5),
            new FakeOz { IsConfigured = false }, new ReconciliationSettings(), TimeProvider.System, static () => 0.5);

        async Task<(int Tables, int Queue)> RequestsOf(string state, int updated)
        {
            var body = Payloads.Read($$"""{"folder_id":"f1","analyses":[{"analysis_id":"a","state":"{{state}}","time_updated":{{updated}}}]}""");
            var (before, beforeQueue) = (tableCounter.Requests, queueCounter.Requests);
            await processor.GetRequiredService<WebhookIngest>().ApplyAsync(body, ChangeCause.Webhook, token);
            var message = Assert.Single(await work.ReceiveAsync(1, token));
            await processor.GetRequiredService<WorkEntry>().RunAsync(message.Text, message.EnqueuedAt, token);
            await work.DeleteAsync(message, token);
            return (tableCounter.Requests - before, queueCounter.Requests - beforeQueue);
        }

        // The first makes the tables and the queue, and learns how the endpoint does.
        await RequestsOf("PROCESSING", 1);

        Assert.Equal((11, 3), await RequestsOf("SUCCESS", 2));
    }

    private sealed class RequestCounter : HttpPipelineSynchronousPolicy
    {
        private int _requests;

        public int Requests => _requests;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _requests);

        public async Task<int> DuringAsync(Func<Task> act)
        {
            _requests = 0;
            await act();
            return _requests;
        }
    }
}
