using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Moq;
using OzFunctions.Core.Health;
using OzFunctions.Core.Oz;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Health;
using OzFunctions.Web.Schedules;

namespace OzFunctions.Tests.Schedules;

/// <summary>Schedules that the Functions host reads itself. Without them the app is not ready.</summary>
public sealed class HostSchedulesTests
{
    private const string Reconciliation = "0 */5 * * * *";
    private const string Retention = "0 30 2 * * *";

    [Theory]
    [InlineData(Reconciliation, Retention)]
    [InlineData("0 0,15,30-45 0-23 1/2 JAN-mar Mon-FRI", "59 59 23 31 12 0")]
    public async Task Schedules_ThatTheHostReads_LeaveTheAppReady(string reconciliation, string retention) =>
        Assert.Equal(StatusCodes.Status200OK, (await ReadyAsync(reconciliation, retention)).Status);

    [Theory]
    [InlineData(null, Retention, "Reconciliation:Schedule is not set")]
    [InlineData("", Retention, "Reconciliation:Schedule is not set")]
    [InlineData(Reconciliation, null, "Retention:Schedule is not set")]
    [InlineData("every 5 minutes", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("*/5 * * * *", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("60 * * * * *", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("00:05:00", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("@hourly", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("0 0 0 L * *", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("0 0 0 15W * *", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData("0 0 0 ? * MON#2", Retention, "Reconciliation:Schedule is not a schedule of second")]
    [InlineData(Reconciliation, "0 0 0 * * 7", "Retention:Schedule is not a schedule of second")]
    [InlineData(Reconciliation, "0 0 0 30 2 *", "Retention:Schedule never occurs")]
    public async Task Schedule_ThatTheHostLeavesOut_IsNamedAndTheAppIsNotReady(string? reconciliation, string? retention, string expected)
    {
        var (status, detail) = await ReadyAsync(reconciliation, retention);

        Assert.Equal(StatusCodes.Status503ServiceUnavailable, status);
        Assert.StartsWith(expected, detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_HasDefaultsOfItsOwn()
    {
        var answer = await new HealthEndpoints(Mock.Of<IStorageHealth>(), WithoutOz(), TimeProvider.System).ReadyAsync(new DefaultHttpContext().Request);

        Assert.Equal(StatusCodes.Status200OK, ((IStatusCodeHttpResult)answer).StatusCode ?? StatusCodes.Status200OK);
    }

    // Without an Oz account there are no warnings, and the store is not read.
    private static Warnings WithoutOz() => new(
        new FakeOz { IsConfigured = false }, new OzConditionMonitor(new Mock<IOzConditionStore>(MockBehavior.Strict).Object, static () => ""), TimeProvider.System);

    private static async Task<(int Status, string? Detail)> ReadyAsync(string? reconciliation, string? retention)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Reconciliation:Schedule", reconciliation), new("Retention:Schedule", retention)]).Build();
        var answer = await new HealthEndpoints(Mock.Of<IStorageHealth>(), WithoutOz(), TimeProvider.System, new HostSchedules(configuration, new FakeTimeProvider())).ReadyAsync(new DefaultHttpContext().Request);
        return answer is ProblemHttpResult problem ? (problem.StatusCode, problem.ProblemDetails.Detail) : (StatusCodes.Status200OK, null);
    }
}
