using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;
using OzFunctions.Core.Telemetry;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;
using OzFunctions.Web.Telemetry;

namespace OzFunctions.Tests.Telemetry;

/// <summary>Queue polls must not be exported: each would be two spans, in every process every second.</summary>
[StartsProcesses]
public sealed class PollTelemetryTests(AzuriteFixture azurite)
{
    private const string Http = "System.Net.Http";

    [Theory]
    [InlineData(TelemetrySetup.Otlp, "{0}")]
    [InlineData(TelemetrySetup.ApplicationInsights, "InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={0}/")]
    public async Task Poll_OfAQueue_IsNoSpan(string setting, string value)
    {
        var token = TestContext.Current.CancellationToken;
        await using var collector = await Sink.StartAsync();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [new(setting, string.Format(null, value, collector.Url.GetLeftPart(UriPartial.Authority))), new("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf")]).Build();
        var exported = new Ended();
        var services = new ServiceCollection().AddLogging().AddMetrics().AddSingleton<IConfiguration>(configuration);
        services.AddOzTelemetry(configuration, builder => builder.WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddProcessor(exported)));
        await using var provider = services.BuildServiceProvider();
        provider.GetRequiredService<TracerProvider>();

        // The activities exist, because a listener to all requests sees them.
        var seen = new ConcurrentQueue<Activity>();
        using var everything = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == Http,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = seen.Enqueue,
        };
        ActivitySource.AddActivityListener(everything);

        foreach (var queue in azurite.NewWorkQueues(TimeSpan.FromSeconds(20)).Sources)
        {
            Assert.Empty(await queue.ReceiveAsync(1, token));
        }

        OzActivities.Source.StartActivity("tested")?.Dispose();

        Assert.Contains(seen, static activity => $"{activity.GetTagItem("url.full")}".Contains("/messages", StringComparison.Ordinal));
        Assert.Contains(exported.Spans, static activity => activity.OperationName == "tested");
        Assert.DoesNotContain(exported.Spans, static activity => activity.Source.Name == Http || activity.Source.Name.StartsWith("Azure.", StringComparison.Ordinal));
    }

    private sealed class Ended : BaseProcessor<Activity>
    {
        public ConcurrentQueue<Activity> Spans { get; } = new();

        public override void OnEnd(Activity data) => Spans.Enqueue(data);
    }
}
