using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Time.Testing;
using Moq;
using OzFunctions.Core;
using OzFunctions.Core.Health;
using OzFunctions.Core.Oz;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Storage.Fakes;
using OzFunctions.Web.Health;

namespace OzFunctions.Tests.Health;

/// <summary><c>health/ready</c> while the storage does not respond. The test sets the clock.</summary>
public sealed class ReadyTests
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(3);

    private readonly FakeTimeProvider _clock = new(Payloads.Now);
    private readonly Mock<IStorageHealth> _storage = new();
    private readonly Mock<IOzConditionStore> _conditions = new();

    [Fact]
    public async Task Storage_ThatHangs_IsNamedWithinThreeSeconds()
    {
        _storage.Setup(static storage => storage.CheckAsync(It.IsAny<CancellationToken>())).Returns(async (CancellationToken token) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, _clock, token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new StoreUnavailableException("The table OzFolders does not answer in time.");
        });

        var (status, retryAfter, detail) = await ReadyAsync();

        Assert.Equal((503, "5", "The table OzFolders does not answer in time."), (status, retryAfter, detail));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Warnings_ThatCannotBeRead_AreAWarningWithinThreeSeconds(bool isLate)
    {
        _conditions.Setup(static store => store.FindAsync(It.IsAny<string>(), It.IsAny<CancellationToken>()))
            .Returns(isLate ? new TaskCompletionSource<Stored<OzConditions>?>().Task : Task.FromException<Stored<OzConditions>?>(new StoreUnavailableException("The table OzEndpoints cannot be reached.")));

        var ready = Assert.IsType<JsonHttpResult<HealthDocument>>(await AnswerAsync(new DefaultHttpContext(), isLate));

        Assert.Equal("ready", ready.Value!.Status);
        Assert.Null(ready.StatusCode);
        Assert.Equal("warnings_unread", Assert.Single(ready.Value.Warnings!).Code);
    }

    private async Task<(int? Status, string RetryAfter, string? Detail)> ReadyAsync()
    {
        var context = new DefaultHttpContext();
        var problem = Assert.IsType<ProblemHttpResult>(await AnswerAsync(context, isLate: true));
        return (problem.StatusCode, $"{context.Response.Headers.RetryAfter}", problem.ProblemDetails.Detail);
    }

    private async Task<IResult> AnswerAsync(HttpContext context, bool isLate)
    {
        var warnings = new Warnings(new FakeOz(), new OzConditionMonitor(_conditions.Object, static () => ""), _clock);
        var answer = new HealthEndpoints(_storage.Object, warnings, _clock).ReadyAsync(context.Request);
        Assert.Equal(isLate, !answer.IsCompleted);
        _clock.Advance(Within);
        return await answer;
    }
}
