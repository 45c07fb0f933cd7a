using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Storage;

namespace OzFunctions.Tests.Storage;

public sealed class BoundedRetryPolicyTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();
    private readonly List<TimeSpan> _allowed = [];

    [Theory]
    [InlineData(0, new double[] { 10, 10, 10, 10 })]
    [InlineData(4, new double[] { 10, 6, 2 })]
    [InlineData(20, new double[] { 10 })]
    public async Task Operation_WhoseAttemptsFail_IsRetriedWhileItsLimitLasts(int secondsOfAttempt, double[] allowed)
    {
        var options = new TableClientOptions { RetryPolicy = new BoundedRetryPolicy(Limit, _time), Transport = new FailingTransport(this, TimeSpan.FromSeconds(secondsOfAttempt)) };
        var table = new TableClient("UseDevelopmentStorage=true", "Any", options);

        await Assert.ThrowsAnyAsync<Exception>(() => table.GetEntityAsync<TableEntity>("p", "r", cancellationToken: TestContext.Current.CancellationToken));

        Assert.Equal(allowed, _allowed.Select(static time => time.TotalSeconds));
    }

    private sealed class FailingTransport(BoundedRetryPolicyTests test, TimeSpan took) : HttpPipelineTransport
    {
        public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

        public override void Process(HttpMessage message) => throw new NotSupportedException();

        public override ValueTask ProcessAsync(HttpMessage message)
        {
            var allowed = message.NetworkTimeout!.Value;
            test._allowed.Add(allowed);
            test._time.Advance(took < allowed ? took : allowed);
            throw new RequestFailedException("The connection was reset.", new IOException());
        }
    }
}
