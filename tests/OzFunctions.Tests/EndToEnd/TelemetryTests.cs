using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Tests.Storage.Azurite;

namespace OzFunctions.Tests.EndToEnd;

/// <summary>
/// Everything that a server emits apart from responses, searched for what it must not contain: keys, secrets, payloads, responses of
/// endpoints.
/// </summary>
[StartsProcesses]
public sealed class TelemetryTests(AzuriteFixture shared)
{
    private static readonly string[] Canaries =
    [
        ServerSettings.WebhookKey, ServerSettings.ReadKey, ServerSettings.AdminKey, Endpoints.Secret["whsec_".Length..], SimulatedOz.Password, "access-", "expire-",
        "canary-name", "canary-url", "canary-answer", "canary-path", "canary-query", "canary-score", "canary-bad",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Server_SendsMetricsTracesAndLogsWithoutSecrets()
    {
        await using var collector = await Sink.StartAsync();
        await using var oz = await SimulatedOz.StartAsync();
        await using var bank = await Sink.StartAsync();
        bank.Answer = static (context, _) =>
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return context.Response.WriteAsync("canary-answer");
        };

        var server = await StartAsync(collector, oz, bank);
        await using (server)
        {
            foreach (var body in Bodies())
            {
                using var answer = await server.PostAsync(new StringContent(body));
            }

            using var byQuery = await server.Client.GetAsync($"folders/telemetry-1?code={ServerSettings.ReadKey}&x=canary-query", Token);
            using var wrong = await server.Client.PostAsync("oz/webhooks?code=wrong-canary-query", new StringContent("{}"), Token);
            await server.RunAsync("reconcile");
            await server.RunAsync("deliveries/replay?endpoint=telemetry&dryRun=true");
            await Poll.UntilAsync(() => !bank.All.IsEmpty && Telling(collector, "/v1/metrics", "ozfunctions.deliveries.attempts"));
            await server.StopAsync();
        }

        var told = collector.All.Select(static received => (received.Path, Text: Encoding.Latin1.GetString(received.Body))).ToList();
        Assert.Contains(told, static part => part.Path == "/v1/metrics" && part.Text.Contains("ozfunctions.webhooks.duration", StringComparison.Ordinal));
        Assert.Contains(told, static part => part.Path == "/v1/metrics" && part.Text.Contains("ozfunctions.work.age", StringComparison.Ordinal));
        Assert.Contains(told, static part => part.Path == "/v1/traces" && part.Text.Contains("notify", StringComparison.Ordinal));
        Assert.Contains(told, static part => part.Path == "/v1/traces" && part.Text.Contains("ask Oz", StringComparison.Ordinal));
        Assert.Contains(told, static part => part.Path == "/v1/logs" && part.Text.Contains("telemetry-1", StringComparison.Ordinal));

        // Queue polls, some of which run every second, are not exported as spans.
        Assert.DoesNotContain(told, static part => part.Path == "/v1/traces" && (part.Text.Contains("/messages", StringComparison.Ordinal) || part.Text.Contains("QueueClient", StringComparison.Ordinal)));
        Assert.All(Canaries, canary =>
        {
            Assert.DoesNotContain(canary, server.Output, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(told, part => part.Text.Contains(canary, StringComparison.OrdinalIgnoreCase));
        });
        AssertIsLog([.. server.Output.Split('\n').Select(static line => JsonNode.Parse(line)!)]);
    }

    // Each line of the log is a JSON object with all fields that are useful in searches.
    private static void AssertIsLog(List<JsonNode> lines)
    {
        Assert.All(lines, static line =>
        {
            Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$", (string?)line["Timestamp"]);
            Assert.All((string[])["LogLevel", "Category", "EventId", "Message"], name => Assert.NotNull(line[name]));
        });

        var webhook = Assert.Single(lines, static line => (string?)line["State"]!["FolderId"] == "telemetry-1" && (string?)line["State"]!["Outcome"] == "applied");
        Assert.Contains(webhook["Scopes"]!.AsArray(), static scope => scope!["TraceId"] is not null);
        Assert.Contains(lines, static line => (string?)line["State"]!["Kind"] == "changed" && (string?)line["State"]!["FolderId"] == "telemetry-1");
        Assert.Contains(lines, static line =>
            ((string?)line["State"]!["RunId"])?.StartsWith("reconcile.", StringComparison.Ordinal) is true && $"{line["Message"]}".Contains(" finished after ", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Bodies()
    {
        yield return """
            {"folder_id":"telemetry-1","meta_data":{"name":"canary-name"},"analyses":[{"analysis_id":"a","state":"FINISHED","resolution_status":"DECLINED","time_updated":5,
             "results_data":{"text_fields":["canary-score"]},"source_media":[{"video_url":"https://oz/canary-url.mp4"}]}]}
            """;
        yield return """{"folder_id":"canary-bad canary","analyses":[]}""";
        yield return """{"folder_id":"telemetry-2","analyses":"canary-bad"}""";
        yield return "canary-bad is no JSON";
    }

    private Task<ServerProcess> StartAsync(Sink collector, SimulatedOz oz, Sink bank)
    {
        oz.Folders["telemetry-3"] = new JsonObject { ["folder_id"] = "telemetry-3", ["time_created"] = (double)TimeProvider.System.GetUtcNow().ToUnixTimeSeconds(), ["x"] = "canary-url", ["analyses"] = new JsonArray() };
        var settings = ServerSettings.Production(shared.NewAccount());
        ServerSettings.WithEndpoint(settings, "telemetry", new Uri(bank.Url, "/canary-path?token=canary-query"), "*");
        ServerSettings.WithOz(settings, oz);
        settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Url.GetLeftPart(UriPartial.Authority);
        settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        settings["OTEL_METRIC_EXPORT_INTERVAL"] = "500";
        settings["OTEL_BSP_SCHEDULE_DELAY"] = "500";
        settings["OTEL_BLRP_SCHEDULE_DELAY"] = "500";

        // Everything that settings could add to the log.
        foreach (var name in (string[])["", "Console__", "OpenTelemetry__"])
        {
            settings[$"Logging__{name}LogLevel__Default"] = "Trace";
            settings[$"Logging__{name}LogLevel__Microsoft.AspNetCore.Hosting.Diagnostics"] = "Trace";
        }

        return ServerProcess.StartAsync(settings);
    }

    private static bool Telling(Sink collector, string path, string text) =>
        collector.All.Any(received => received.Path == path && Encoding.Latin1.GetString(received.Body).Contains(text, StringComparison.Ordinal));
}
