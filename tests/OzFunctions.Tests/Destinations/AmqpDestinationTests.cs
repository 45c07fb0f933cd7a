using System.Diagnostics;
using Amqp.Framing;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;

namespace OzFunctions.Tests.Destinations;

/// <summary>What the destinations with an AMQP broker have in common, through the official SDK of each.</summary>
public abstract class AmqpDestinationTests(string kind)
{
    // It has the parts that a connection string needs, so that it passes the validation of the settings.
    private const string Malformed = "Endpoint=sb://bank.servicebus.windows.net/;SharedAccessSignature=nonsense";

    /// <summary>The errors of an attempt whose link or connection was closed.</summary>
    protected virtual IReadOnlyList<string> Closed => ["the connection was closed"];

    [Fact]
    public async Task Broker_ThatIsDownAtTheStart_IsReachedWhenItIsUp()
    {
        var port = FreePort.Find();
        await using var bank = new SingleDestination(("Kind", kind), ("ConnectionString", $"{Connection(port)};EntityPath=folders"));

        var down = await bank.SendAsync();
        Assert.Equal((false, $"{kind}: the connection was refused"), (down.IsSuccess, down.Error));

        using var broker = AmqpBroker.Start(port);
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
        Assert.Single(broker.Taken);
    }

    [Fact]
    public async Task Link_BrokenDuringASend_IsAFailureAndIsReopened()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static message =>
        {
            message.Link.Close(TimeSpan.Zero, AmqpBroker.ErrorOf("amqp:link:detach-forced", "The link was detached."));
            return null;
        };
        await using var bank = Bank(broker);

        var broken = await bank.SendAsync();
        Assert.Equal((false, false), (broken.IsSuccess, broken.IsOverload));
        AssertClosed(broken);

        broker.Answer = static _ => new Accepted();
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
        Assert.Equal(2, broker.Links.Count);
        Assert.Single(broker.All.Select(static message => message.Id).Distinct());
    }

    [Fact]
    public async Task Message_OverANewLinkAndAnOpenOne_IsWrittenWhileAnswersWait()
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);
        var written = WrittenAmqpMessages.Watch();

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
        var first = written.Count;
        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());

        Assert.True(first >= 1);
        Assert.Equal(Enumerable.Repeat(true, first + 1), written);
    }

    [Fact]
    public async Task MissingEntity_AcceptsMessagesOnceItExistsAgain()
    {
        using var broker = AmqpBroker.Start();
        broker.Refuse = static entity => AmqpBroker.ErrorOf("amqp:not-found", $"The messaging entity '{entity}' could not be found.");
        await using var bank = Bank(broker);

        var gone = await bank.SendAsync();
        Assert.Equal(($"{kind}: not found: there is no queue, topic or event hub of this name", false), (gone.Error, gone.IsGone));

        // An attempt may still meet the closing of the refused link; the next one follows as for any failure.
        broker.Refuse = static _ => null;
        await Poll.UntilAsync(async () => await bank.SendAsync() == AttemptResult.Accepted);
    }

    [Fact]
    public async Task ConnectionString_ThatTheSdkRejects_FailsTheAttempts()
    {
        await using var bank = new SingleDestination(("Kind", kind), ("ConnectionString", Malformed), ("EntityName", "folders"));

        Assert.StartsWith($"{kind}: refused (", (await bank.SendAsync()).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConnectionString_ThatTheSdkRejects_DoesNotAffectOtherEndpoints()
    {
        using var broker = AmqpBroker.Start();
        const string Other = "Notifications:Endpoints:1:";
        await using var bank = Bank(broker, ($"{Other}Name", "other"), ($"{Other}Kind", kind), ($"{Other}ConnectionString", Malformed), ($"{Other}EntityName", "folders"));

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync());
    }

    [Fact]
    public async Task UnresponsiveBroker_TakesTheEndpointsTimeoutAndNoMore()
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = static _ => null;
        await using var bank = Bank(broker, ("Timeout", "00:00:01"));
        var elapsed = Stopwatch.StartNew();

        var answer = await bank.SendAsync();

        Assert.True(answer.TimedOut);
        Assert.InRange(elapsed.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(10));

        broker.Answer = static _ => new Accepted();
        await Poll.UntilAsync(async () => await bank.SendAsync() == AttemptResult.Accepted);
    }

    [Theory]
    [InlineData(100, null)]
    [InlineData(300, "analyses")]
    [InlineData(600, "groups")]
    public async Task Notification_OverTheLinksLimit_LeavesOutAnalysesThenGroups(int kilobytes, string? omitted)
    {
        using var broker = AmqpBroker.Start();
        await using var bank = Bank(broker);

        Assert.Equal(AttemptResult.Accepted, await bank.SendAsync(bytes: kilobytes * 1024));

        var message = Assert.Single(broker.All);
        Assert.Equal(omitted, (string?)message.Json["data"]!["omitted"]);
        Assert.InRange(message.Body.Length, 1, (int)broker.MaxMessageSize);
    }

    private protected static string Connection(int port) =>
        $"Endpoint=sb://127.0.0.1:{port};SharedAccessKeyName=send;SharedAccessKey=c2VjcmV0LTQ3MTE=;UseDevelopmentEmulator=true";

    private protected SingleDestination Bank(AmqpBroker broker, params (string Name, string Value)[] more) =>
        new([("Kind", kind), ("EntityName", "folders"), ("ConnectionString", broker.ConnectionString), .. more]);

    private protected async Task AssertRejectedAsync(string condition, string description, string error, bool isOverload, int? wait)
    {
        using var broker = AmqpBroker.Start();
        broker.Answer = _ => AmqpBroker.Rejected(condition, description);
        await using var bank = Bank(broker);

        var answer = await bank.SendAsync();

        Assert.Equal(($"{kind}: {error}", isOverload, false, wait), (answer.Error, answer.IsOverload, answer.IsGone, (int?)answer.RetryAfter?.TotalSeconds));
    }

    private protected void AssertClosed(AttemptResult answer) => Assert.Contains(answer.Error, Closed.Select(error => $"{kind}: {error}"));
}
