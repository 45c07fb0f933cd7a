using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Oz;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Downstream;
using OzFunctions.Web.Oz;

namespace OzFunctions.Tests.Oz;

/// <summary>Processes log in one after the other, so that a wrong password is not tried by each of them.</summary>
public sealed class OzLoginClaimTests : IAsyncLifetime
{
    private OzBench _bench = null!;

    public async ValueTask InitializeAsync() => _bench = await OzBench.StartAsync();

    public async ValueTask DisposeAsync() => await _bench.DisposeAsync();

    [Fact]
    public async Task ProcessesWithAWrongPassword_AtTheSameMoment_LogInOnceTogether()
    {
        _bench.Oz.LoginRefusal = new OzRefusal(401, 15);
        ServiceProvider[] processes = [.. Enumerable.Range(0, 20).Select(_ => _bench.NewProcess())];

        var messages = await Task.WhenAll(processes.Select(static process => OzBench.AskAsync(process)));

        Assert.Equal(1, _bench.Oz.Logins);
        Assert.All(messages, static message => Assert.Matches("^(Oz refused the login with 401|A login to Oz is in progress)", message));
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
            Assert.Equal("A login to Oz is in progress or was not answered, so no other login is tried for now.", await OzBench.AskAsync(process));
        }

        Assert.Equal(1, _bench.Oz.Logins);
        _bench.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await OzBench.AskAsync(second));
        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Fact]
    public async Task LoginThatReachesNoServer_HoldsBackNoOther()
    {
        var unreachable = _bench.NewProcess(services => services.AddSingleton(Options.Create(new OzOptions
        {
            BaseUrl = $"http://127.0.0.1:{FreePort.Find()}",
            Email = SimulatedOz.Email,
            Password = SimulatedOz.Password,
            AllowHttp = true,
        })));

        Assert.Equal("Oz cannot be reached.", await OzBench.AskAsync(unreachable));

        Assert.Null(await OzBench.AskAsync(_bench.First));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 5)]
    [InlineData(30, 30)]
    [InlineData(45, 15)]
    [InlineData(60, null)]
    [InlineData(-301, null)]
    public void Claim_OfAnAge_TellsHowLongToWait(int age, int? seconds) => Assert.Equal(
        seconds, new OzLoginClaim("a", _bench.Now + OzLoginClaim.Duration).Wait(_bench.Now.AddSeconds(age))?.TotalSeconds);
}
