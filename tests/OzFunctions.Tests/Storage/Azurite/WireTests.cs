using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Webhooks;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Queues;
using OzFunctions.Tests.Builders;

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

    private sealed class RequestCounter : HttpPipelineSynchronousPolicy
    {
        private int _requests;

        public override void OnSendingRequest(HttpMessage message) => Interlocked.Increment(ref _requests);

        public async Task<int> DuringAsync(Func<Task> act)
        {
            _requests = 0;
            await act();
            return _requests;
        }
    }
}
