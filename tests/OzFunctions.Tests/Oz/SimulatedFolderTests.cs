using System.Net;
using OzFunctions.OzSimulator;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Oz;

/// <summary>The simulated Oz reports a folder's result with either order of the groups.</summary>
public sealed class SimulatedFolderTests : IAsyncLifetime
{
    private SimulatedOz _oz = null!;

    public async ValueTask InitializeAsync() => _oz = await SimulatedOz.StartAsync();

    public async ValueTask DisposeAsync() => await _oz.DisposeAsync();

    [Theory]
    [InlineData(GroupsFinishBy.FirstFinish, "DECLINED")]
    [InlineData(GroupsFinishBy.LastUpdate, "SUCCESS")]
    public void OperatorsDecision_MovesTheFinishOfAGroupOnlyByItsLastUpdate(GroupsFinishBy reading, string expected)
    {
        _oz.GroupsFinishBy = reading;
        var folder = new SimulatedFolder(_oz, "f", At(0));
        folder.AddGroup(At(1), "biometry", ("b", "BIOMETRY"));
        Assert.Equal(("FINISHED", "OPERATOR_REQUIRED"), Results(folder.Finish(At(10), ("b", "OPERATOR_REQUIRED"))));
        Assert.Equal(("PROCESSING", "PROCESSING"), Results(folder.AddGroup(At(20), "liveness", ("l", "QUALITY"))));
        Assert.Equal(("FINISHED", "DECLINED"), Results(folder.Finish(At(50), ("l", "DECLINED"))));

        var decided = folder.Finish(At(100), ("b", "SUCCESS"));

        Assert.Equal(("FINISHED", expected), Results(decided));
        Assert.Equal(100, (double)decided["analyses"]![0]!["time_updated"]! - Payloads.Now.ToUnixTimeSeconds());
    }

    [Theory]
    [InlineData(GroupsFinishBy.FirstFinish, "FAILED")]
    [InlineData(GroupsFinishBy.LastUpdate, "SUCCESS")]
    public void SecondRun_MovesTheFinishOfAGroupOnlyByItsLastUpdate(GroupsFinishBy reading, string expected)
    {
        _oz.GroupsFinishBy = reading;
        var folder = new SimulatedFolder(_oz, "f", At(0));
        folder.AddGroup(At(1), "first", ("a", "QUALITY"));
        folder.Finish(At(10), ("a", "DECLINED"));
        folder.AddGroup(At(20), "second", ("b", "QUALITY"), ("c", "BIOMETRY"));
        folder.Finish(At(30), ("b", "FAILED"), ("c", "DECLINED"));
        Assert.Equal(("PROCESSING", "PROCESSING"), Results(folder.RunAgain(At(40), "a")));

        Assert.Equal(("FAILED", expected), Results(folder.Finish(At(50), ("a", "SUCCESS"))));
    }

    [Fact]
    public async Task Control_IsReadFromARequestAndFromTheCommandLineAlike()
    {
        using var client = new HttpClient { BaseAddress = _oz.Url };
        var token = TestContext.Current.CancellationToken;

        using var set = await client.PostAsync("simulator?refuse-login=403:211&refuse=502:11&refuse-renewal=403&details=%22a%20plain%20string%22&clock-offset=-00:16:00&folder-time-offset=00:16:00&visible-after=00:07:00&groups-finish-by=LastUpdate", null, token);
        using var login = await client.PostAsync("api/authorize/auth/", new StringContent("{}"), token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Forbidden), (set.StatusCode, login.StatusCode));
        Assert.Equal("""{"error_code":211,"error_message":"refused","error_details":"a plain string"}""", await login.Content.ReadAsStringAsync(token));
        Assert.InRange((login.Headers.Date!.Value - TimeProvider.System.GetUtcNow()).TotalMinutes, -17, -15);
        Assert.Equal((new OzRefusal(502, 11, "\"a plain string\""), new OzRefusal(403, null, "\"a plain string\"")), (_oz.Refusal, _oz.RenewalRefusal));
        Assert.Equal((16, 7, GroupsFinishBy.LastUpdate), (_oz.FolderTimeOffset.TotalMinutes, _oz.VisibleAfter.TotalMinutes, _oz.GroupsFinishBy));
        SimulatorControl.Apply(_oz, static name => name is "refuse-login" or "clock-offset" ? "" : null);
        Assert.Equal((null, 0, 0), (_oz.LoginRefusal, _oz.DateOffset.TotalMinutes, _oz.FolderTimeOffset.TotalMinutes));
        Assert.NotNull(_oz.Refusal);
        using var bad = await client.PostAsync("simulator?clock-offset=soon&refuse=", null, token);
        Assert.Equal((HttpStatusCode.BadRequest, true), (bad.StatusCode, _oz.Refusal is not null));
    }

    private static (string? Resolution, string? System) Results(System.Text.Json.Nodes.JsonObject folder) =>
        ((string?)folder["resolution_status"], (string?)folder["system_resolution"]);

    private static DateTimeOffset At(double seconds) => Payloads.Now.AddSeconds(seconds);
}
