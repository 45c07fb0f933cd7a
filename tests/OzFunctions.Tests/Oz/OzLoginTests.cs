using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using OzFunctions.Core;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Core.Work;
using OzFunctions.OzSimulator;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Telemetry;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>Logins never lock the account at Oz: a rejected login stops them for 15 minutes, in all processes.</summary>
public sealed class OzLoginTests : IAsyncLifetime
{
    private static readonly TimeSpan Stop = TimeSpan.FromMinutes(15);

    private OzBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await OzBench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Theory]
    [InlineData(403, 211)]
    [InlineData(401, 15)]
    [InlineData(500, 15)]
    [InlineData(401, 7)]
    [InlineData(403, null)]
    public async Task RefusedLogin_StopsTheLoginsOfAllProcessesForFifteenMinutes(int status, int? code)
    {
        using var metrics = new MetricsInMemory(_bench.First.GetRequiredService<IMeterFactory>());
        _bench.Oz.LoginRefusal = new OzRefusal(status, code, "\"user blocked\"");
        var second = _bench.NewProcess();

        for (var round = 1; round <= 2; round++)
        {
            for (var i = 0; i < 30; i++)
            {
                var message = await OzBench.AskAsync(_bench.First);
                Assert.StartsWith("Oz refused the login with", message, StringComparison.Ordinal);
                Assert.Equal(message, await OzBench.AskAsync(second));
                Assert.Equal(round, _bench.Oz.Logins);
                _bench.Clock.Advance(Stop / 30);
            }
        }

        var refusal = code is null ? $"{status}" : $"{status} (code {code})";
        Assert.Equal(
            [.. ((int[])[15, 30]).Select(minutes => $"Oz refused the login with {refusal}. The next login will not be tried before 2026-11-01 12:{minutes}:00Z. Check Oz:Email and Oz:Password, and whether Oz has blocked the account.")],
            _bench.Log.Warnings);
        Assert.Equal(2, metrics.Sum("ozfunctions.oz.login_stops", ("code", code?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "none")));
        foreach (var process in (ServiceProvider[])[_bench.First, second])
        {
            var warning = Assert.Single(await OzBench.WarningsAsync(process));
            Assert.Equal("oz_login_stopped", warning.Code);
            Assert.Equal($"Oz has refused logins with {refusal} since 2026-11-01T12:00:00Z. The next login will not be tried before 2026-11-01T12:30:00Z. Check Oz:Email and Oz:Password, and whether Oz has blocked the account.", warning.Detail);
        }
    }

    [Fact]
    public async Task CorrectedAccount_IsTriedByOneProcessAndTheWarningEnds()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        var second = _bench.NewProcess();
        await OzBench.AskAsync(_bench.First);
        _bench.Oz.LoginRefusal = null;
        _bench.Clock.Advance(Stop - TimeSpan.FromSeconds(1));
        Assert.NotNull(await OzBench.AskAsync(second));
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await OzBench.AskAsync(second));

        Assert.Equal(2, _bench.Oz.Logins);
        Assert.Empty(await OzBench.WarningsAsync(_bench.First));
        Assert.Contains("Oz accepted a login again.", _bench.Log.Lines);
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task Processor_AgainstAnOzThatBlockedTheAccount_LogsInOncePerFifteenMinutes()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        await _bench.Queue.EnqueueAsync(new RefreshWork("f1", RefreshReasons.Hinted), TimeSpan.Zero, TestContext.Current.CancellationToken);
        var logins = new List<double>();
        for (var minute = 0; minute < 60; minute++)
        {
            var before = _bench.Oz.Logins;
            await _bench.RunAsync();
            logins.AddRange(Enumerable.Repeat((double)minute, _bench.Oz.Logins - before));
            _bench.Clock.SetUtcNow(Builders.Payloads.Now.AddMinutes(minute + 1));
        }

        Assert.Equal([0, 15, 30, 45], logins);
        Assert.Equal(4, _bench.Oz.Requests);
    }

    [Fact]
    public async Task AccountThatIsBlockedAtAnotherRequest_StopsTheLoginsAndEndsTheSession()
    {
        Assert.Null(await OzBench.AskAsync(_bench.First));
        _bench.Oz.Refusal = new OzRefusal(403, 211);

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => OzBench.AskAsync(_bench.First)));
        var requests = _bench.Oz.Requests;
        _bench.Clock.Advance(Stop - TimeSpan.FromSeconds(1));
        var message = await OzBench.AskAsync(_bench.First);

        Assert.StartsWith("Oz refused the login with 403 (code 211)", message, StringComparison.Ordinal);
        Assert.Equal((1, requests), (_bench.Oz.Logins, _bench.Oz.Requests));
        Assert.Single(_bench.Log.Warnings);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        _bench.Oz.Refusal = null;
        Assert.Null(await OzBench.AskAsync(_bench.First));
        Assert.Equal(2, _bench.Oz.Logins);
    }

    [Theory]
    [InlineData(401, 8, OzLoginGuard.MaxLogins)]
    [InlineData(403, 9, OzLoginGuard.MaxLogins)]
    [InlineData(400, 4, OzLoginGuard.MaxLogins)]
    [InlineData(403, 211, 1)]
    public async Task Renewal_ThatOzRefuses_IsNoLoopOfLogins(int status, int code, int expected)
    {
        _bench.Oz.TokensLast = TimeSpan.FromSeconds(30);
        _bench.Oz.RenewalRefusal = new OzRefusal(status, code);

        for (var i = 0; i < 100; i++)
        {
            await OzBench.AskAsync(_bench.First);
            _bench.Clock.Advance(Stop / 101);
        }

        Assert.Equal(expected, _bench.Oz.Logins);
        Assert.InRange(_bench.Oz.Renewals, 1, expected);
    }

    [Fact]
    public async Task Renewal_ThatOzFailsAt_LeavesTheSession()
    {
        _bench.Oz.TokensLast = TimeSpan.FromSeconds(30);
        Assert.Null(await OzBench.AskAsync(_bench.First));
        _bench.Oz.RenewalRefusal = new OzRefusal(500, 17);

        Assert.Null(await OzBench.AskAsync(_bench.First));

        Assert.Equal((1, 1), (_bench.Oz.Logins, _bench.Oz.Renewals));
    }

    [Fact]
    public async Task Session_ThatOzEndsAtOnce_IsNoLoopOfLogins()
    {
        _bench.Oz.Refusal = new OzRefusal(401, 8);

        for (var i = 0; i < 100; i++)
        {
            Assert.NotNull(await OzBench.AskAsync(_bench.First));
            _bench.Clock.Advance(Stop / 101);
        }

        Assert.Equal(OzLoginGuard.MaxLogins, _bench.Oz.Logins);
        _bench.Clock.Advance(Stop);
        _bench.Oz.Refusal = null;
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task UnansweredLogin_AfterAStop_DoesNotCount()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(Stop);
        _bench.Oz.LoginRefusal = OzRefusal.Throttled;
        Assert.Equal("Oz answered 429 (code 101) to the login.", await OzBench.AskAsync(_bench.First));
        _bench.Oz.LoginRefusal = null;
        _bench.Clock.Advance(Core.Oz.OzLoginClaim.AfterFailure);

        Assert.Null(await OzBench.AskAsync(_bench.NewProcess()));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task Stop_ThatCannotBeStored_HoldsInThisProcess()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(401, 15);
        var writes = 0;
        _bench.Table(TableNames.Endpoints).Before = operation =>
            operation == "write" && ++writes > 1 ? throw new Azure.RequestFailedException(503, "Busy.") : Task.CompletedTask;

        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(Stop / 2);
        await OzBench.AskAsync(_bench.First);

        Assert.Equal(1, _bench.Oz.Logins);
        Assert.Contains(_bench.Log.Warnings, static line => line.StartsWith("The state of logins to Oz could not be stored", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OutcomeOfTheFirstLoginAfterAStop_ThatCannotBeStored_IsStoredAtTheNextLogin(bool isAnswered)
    {
        _bench.Oz.TokensLast = TimeSpan.FromSeconds(30);
        _bench.Oz.RenewalRefusal = new OzRefusal(400, 4);
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(Stop);
        _bench.Oz.LoginRefusal = isAnswered ? null : OzRefusal.Throttled;
        var writes = 0;
        _bench.Table(TableNames.Endpoints).Before = operation =>
            operation == "write" && ++writes > 1 ? throw new Azure.RequestFailedException(503, "Busy.") : Task.CompletedTask;
        await OzBench.AskAsync(_bench.First);
        _bench.Table(TableNames.Endpoints).Before = static _ => Task.CompletedTask;
        _bench.Oz.LoginRefusal = null;
        Assert.NotEmpty(await OzBench.WarningsAsync(_bench.First));
        Assert.Equal("Another process is logging in to Oz.", await _bench.PassingAsync(OzBench.AskAsync(_bench.NewProcess())));

        _bench.Clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(await OzBench.AskAsync(_bench.First));

        Assert.Empty(await OzBench.WarningsAsync(_bench.First));
        Assert.Null(await OzBench.AskAsync(_bench.NewProcess()));
    }

    [Fact]
    public async Task RightToLogInAfterAStop_StoredWithoutAnAnswer_IsNotLost()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(Stop);
        _bench.Oz.LoginRefusal = null;
        _bench.Table(TableNames.Endpoints).AfterWrite = static () => throw new Azure.RequestFailedException(503, "Its answer was lost.");
        await Assert.ThrowsAsync<StoreUnavailableException>(() => OzBench.AskAsync(_bench.First));
        _bench.Table(TableNames.Endpoints).AfterWrite = static () => { };

        _bench.Clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal("Another process is logging in to Oz.", await _bench.PassingAsync(OzBench.AskAsync(_bench.NewProcess())));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task Login_WhileTheSharedStateIsUnreadable_IsNotMade()
    {
        _bench.Table(TableNames.Endpoints).Before = static _ => throw new Azure.RequestFailedException(503, "Busy.");

        await Assert.ThrowsAsync<StoreUnavailableException>(() => OzBench.AskAsync(_bench.First));

        Assert.Equal(0, _bench.Oz.Logins);
    }

    [Fact]
    public async Task LoginAfterAStop_WhoseStoredResponseWasLost_IsMade()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(403, 211);
        await OzBench.AskAsync(_bench.First);
        _bench.Oz.LoginRefusal = null;
        _bench.Clock.Advance(Stop);
        var table = _bench.Table(TableNames.Endpoints);
        table.AfterWrite = () =>
        {
            table.AfterWrite = static () => { };
            throw new Azure.RequestFailedException(412, "The SDK sent it twice.");
        };

        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task StopOfAClockThatWasFarAhead_DoesNotHoldForEver()
    {
        var skewed = _bench.Now.AddDays(500);
        _bench.Clock.SetUtcNow(skewed);
        _bench.Oz.LoginRefusal = new OzRefusal(401, 15);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.AdjustTime(Builders.Payloads.Now);
        _bench.Oz.LoginRefusal = null;

        Assert.Null(await OzBench.AskAsync(_bench.First));
    }
}
