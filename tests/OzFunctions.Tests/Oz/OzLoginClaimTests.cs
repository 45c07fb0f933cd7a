using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Oz;
using OzFunctions.Core.Reconciliation;
using OzFunctions.OzSimulator;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>Processes log in one after the other, so that a wrong password is not tried by each of them.</summary>
public sealed class OzLoginClaimTests : IAsyncLifetime
{
    private static readonly TimeSpan RealConnection = TimeSpan.FromMilliseconds(50);

    private OzBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await OzBench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task ProcessesWithAWrongPassword_AtTheSameMoment_LogInOnceTogether()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(401, 15);
        ServiceProvider[] processes = [.. Enumerable.Range(0, 20).Select(_ => _bench.NewProcess())];

        var asked = Task.WhenAll(processes.Select(static process => OzBench.AskAsync(process)));
        await StopIsStoredAsync();
        var messages = await _bench.PassingAsync(asked);

        Assert.Equal(1, _bench.Oz.Logins);
        Assert.All(messages, static message => Assert.StartsWith("Oz refused the login with 401", message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task LoginWithoutAnAnswer_HoldsBackAllLoginsForAMinute()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(504, null);
        var second = _bench.NewProcess();
        Assert.Equal("Oz answered 504 to the login.", await OzBench.AskAsync(_bench.First));
        _bench.Oz.LoginRefusal = null;
        _bench.Clock.Advance(TimeSpan.FromSeconds(59));

        foreach (var process in (ServiceProvider[])[_bench.First, second])
        {
            Assert.Equal("A login to Oz failed, so no other is tried for now.", await OzBench.AskAsync(process));
        }

        Assert.Equal(1, _bench.Oz.Logins);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OzBench.AskAsync(second));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task LoginAnsweredWithoutAToken_HoldsBackAllLoginsForAMinute()
    {
        var pages = 0;
        _bench.Oz.Fault = async context =>
        {
            pages++;
            await context.Response.WriteAsync("<html>Maintenance</html>");
            return true;
        };

        Assert.Equal("Oz's response to a login is not JSON with a token.", await OzBench.AskAsync(_bench.First));
        Assert.Equal("A login to Oz failed, so no other is tried for now.", await OzBench.AskAsync(_bench.NewProcess()));

        Assert.Equal(1, pages);
        _bench.Clock.Advance(OzLoginClaim.AfterUnknown);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(OzLoginClaim.AfterUnknown);
        await OzBench.AskAsync(_bench.First);
        _bench.Clock.Advance(OzLoginClaim.AfterUnknown);
        Assert.StartsWith("Oz ended 3 sessions within 15 minutes", await OzBench.AskAsync(_bench.First), StringComparison.Ordinal);

        _bench.Oz.Fault = static _ => Task.FromResult(false);
        Assert.Null(await OzBench.AskAsync(_bench.NewProcess()));
    }

    [Fact]
    public async Task LoginWithoutAnAnswer_WhoseEndCannotBeStored_HoldsBackItsOwnProcessToo()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(504, null);
        var writes = 0;
        _bench.Table(TableNames.Endpoints).Before = operation =>
            operation == "write" && ++writes == 2 ? throw new Azure.RequestFailedException(503, "Busy.") : Task.CompletedTask;
        await OzBench.AskAsync(_bench.First);
        _bench.Oz.LoginRefusal = null;

        Assert.Equal("Another process is logging in to Oz.", await _bench.PassingAsync(OzBench.AskAsync(_bench.First)));

        _bench.Clock.Advance(TimeSpan.FromSeconds(80));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task LoginThatReachesNoServer_HoldsBackAllLoginsForFiveSeconds()
    {
        var unreachable = new OzOptions { BaseUrl = $"http://127.0.0.1:{FreePort.Find()}", Email = SimulatedOz.Email, Password = SimulatedOz.Password, AllowHttp = true };
        ServiceProvider[] processes = [.. Enumerable.Range(0, 2).Select(_ => _bench.NewProcess(services => services.AddSingleton(Options.Create(unreachable))))];

        Assert.Equal("Oz cannot be reached: the connection was refused.", await _bench.PassingAsync(OzBench.AskAsync(processes[0]), RealConnection));
        Assert.Equal("A login to Oz failed, so no other is tried for now.", await OzBench.AskAsync(processes[1]));

        _bench.Clock.Advance(OzLoginClaim.AfterFailure);
        Assert.Equal("Oz cannot be reached: the connection was refused.", await _bench.PassingAsync(OzBench.AskAsync(processes[1]), RealConnection));
    }

    [Fact]
    public async Task LoginWhoseCallerGaveUp_StillStopsTheLogins()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(401, 15);
        using var patience = new CancellationTokenSource();
        _bench.Oz.Fault = async _ =>
        {
            await patience.CancelAsync();
            return false;
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _bench.First.GetRequiredService<IOzFolders>().FindAsync("f1", patience.Token));
        await StopIsStoredAsync();

        Assert.StartsWith("Oz refused the login with 401", await OzBench.AskAsync(_bench.NewProcess()), StringComparison.Ordinal);
        Assert.Equal(1, _bench.Oz.Logins);
    }

    [Fact]
    public async Task LoginInProgressElsewhere_IsWaitedForAndThenReportedAsBusy()
    {
        var conditions = _bench.First.GetRequiredService<OzConditionMonitor>();
        await conditions.TurnAsync(current => current with { LoginClaim = new OzLoginClaim("other", _bench.Now.AddSeconds(50)) }, TestContext.Current.CancellationToken);

        var asked = _bench.First.GetRequiredService<IOzFolders>().FindAsync("f1", TestContext.Current.CancellationToken);
        var busy = await Assert.ThrowsAsync<OzUnavailableException>(() => _bench.PassingAsync(asked));

        Assert.Equal(("Another process is logging in to Oz.", true, null), (busy.Message, busy.IsHeldBack, busy.RetryAfter));
        Assert.InRange(_bench.Now - Builders.Payloads.Now, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10));
        _bench.Clock.SetUtcNow(Builders.Payloads.Now.AddSeconds(50));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Theory]
    [InlineData(0, 60.0)]
    [InlineData(59, 1.0)]
    [InlineData(60, null)]
    [InlineData(-421, null)]
    public void Claim_OfAnAge_TellsHowLongItHolds(int age, double? seconds) => Assert.Equal(
        seconds, new OzLoginClaim("a", _bench.Now.AddSeconds(60)).Remaining(_bench.Now.AddSeconds(age))?.TotalSeconds);

    // The process that logs in needs no time of the clock, but the others wait by it, and not for ever.
    private Task StopIsStoredAsync()
    {
        var conditions = _bench.First.GetRequiredService<OzConditionMonitor>();
        return Poll.UntilAsync(async () => (await conditions.ReadAsync(TestContext.Current.CancellationToken)).LoginStop is not null);
    }
}
