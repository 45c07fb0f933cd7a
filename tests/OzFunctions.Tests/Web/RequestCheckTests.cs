using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using OzFunctions.Tests.Builders;
using OzFunctions.Web;
using OzFunctions.Web.Folders;
using OzFunctions.Web.Parameters;

namespace OzFunctions.Tests.Web;

/// <summary>Requests that are rejected before a handler runs.</summary>
public sealed class RequestCheckTests
{
    private static readonly RequestCheck Check = new(
        Endpoints.Settings(Endpoints.Named("bank"), Endpoints.Named("crm")),
        Options.Create(new FolderOptions { MetadataKeys = ["order", "Order"] }),
        new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T00:00:00")]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T00:00:00.123")]
    [InlineData(Routes.Reconcile, "?from=2026-11-28")]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T00:00:00+03:00")]
    [InlineData(Routes.Reconcile, "?from=1999-12-31T23:59:59Z")]
    [InlineData(Routes.Reconcile, "?from=0001-01-01T00:00:00%2B14:00")]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T12:00:01Z")]
    [InlineData(Routes.Reconcile, "?from=2026-11-02T00:00:00Z&to=2026-11-01T00:00:00Z")]
    [InlineData(Routes.ReplayDeliveries, "?from=2026-11-02T00:00:00Z&to=2026-11-02T00:30:00%2B01:00")]
    [InlineData(Routes.ReplayDeliveries, "?from=2026-11-01T00:00:00Z&from=2026-11-01T00:00:00Z")]
    [InlineData(Routes.ReplayDeliveries, "?from=")]
    [InlineData(Routes.ReplayDeliveries, "?from")]
    [InlineData(Routes.ReplayDeliveries, "?endpoint=Bank")]
    [InlineData(Routes.ReplayDeliveries, "?endpoint=bank%20")]
    [InlineData(Routes.ReplayDeliveries, "?folder=a%2Fb")]
    [InlineData(Routes.ReplayDeliveries, "?dryRun=1")]
    [InlineData(Routes.ReplayDeliveries, "?dryRun=%20true")]
    [InlineData(Routes.ReplayDeliveries, "?state=initial")]
    [InlineData(Routes.Deliveries, "?state=delivered")]
    [InlineData(Routes.Folders, "?day=2026-11-30")]
    [InlineData(Routes.Folders, "?day=2026-11-28T00:00:00Z")]
    [InlineData(Routes.Folders, "?limit=-1")]
    [InlineData(Routes.Folders, "?limit=99999999999")]
    [InlineData(Routes.Folders, "?limit=1.0")]
    [InlineData(Routes.Folders, "?limit=20%00")]
    [InlineData(Routes.Runs, "?kind=reconcile,replay")]
    public async Task Value_ThatIsNotExpected_IsRefused(string route, string query)
    {
        var problem = await FindAsync(route, query);

        Assert.Equal(("bad_parameter", query[1..].Split('=')[0]), (problem?.Code, problem?.Field));
    }

    [Theory]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T00:00:00Z")]
    [InlineData(Routes.Reconcile, "?from=2026-11-28T00:00:00.1234567%2B03:00&to=2026-11-28T00:00:00Z")]
    [InlineData(Routes.Reconcile, "?to=2026-12-31T00:00:00-05:30&dryRun=True")]
    [InlineData(Routes.ReplayDeliveries, "?endpoint=crm&state=DEAD")]
    [InlineData(Routes.Folders, "?day=2026-11-29&systemResolution=declined&drift=false&limit=200")]
    [InlineData(Routes.Folders, "?meta.order=a%20b&code=key")]
    [InlineData(Routes.Folders, "?Code=key&code=")]
    [InlineData(Routes.Runs, "?kind=poison-replay")]
    [InlineData(Routes.Run, "")]
    [InlineData(Routes.OzWebhooks, "?subscription-key=1&from=&from=x")]
    [InlineData(Routes.Live, "?probe=1")]
    public async Task Request_AsExpected_Passes(string route, string query) => Assert.Null(await FindAsync(route, query));

    [Theory]
    [InlineData(Routes.ReplayDeliveries, "?dry_run=true", "dry_run", "Did you mean 'dryRun'?")]
    [InlineData(Routes.ReplayDeliveries, "?DRYRUN=true", "DRYRUN", "Did you mean 'dryRun'?")]
    [InlineData(Routes.Folders, "?system-resolution=DECLINED", "system-resolution", "Did you mean 'systemResolution'?")]
    [InlineData(Routes.Folders, "?status=DECLINED", "status", "This route has day, resolutionStatus, systemResolution, worstResolution, heldBack, drift, limit, continuation, meta.order, meta.Order.")]
    [InlineData(Routes.Folders, "?meta.name=x", "meta.name", "Folders:MetadataKeys")]
    [InlineData(Routes.Folders, "?meta.ORDER=x", "meta.ORDER", "Did you mean 'meta.order'?")]
    [InlineData(Routes.Reconcile, "?from=2026-11-01T00:00:00Z&From=2026-11-02T00:00:00Z", "From", "Did you mean 'from'?")]
    [InlineData(Routes.Folder, "?=x", "", "This route has no parameters.")]
    [InlineData(Routes.Runs, "", "kind", "It is required. One of replay, ")]
    [InlineData(Routes.Deliveries, "?endpoint=old", "endpoint", "One of bank, crm.")]
    [InlineData(Routes.Open, "?reason=bored", "reason", "One of running, ")]
    [InlineData(Routes.ReplayDeliveries, "?to=2026-11-28T00:00:00", "to", "A time with an offset")]
    public async Task Refusal_SaysWhichParameterAndWhatIsExpected(string route, string query, string field, string expected)
    {
        var problem = await FindAsync(route, query);

        Assert.Equal(field, problem?.Field);
        Assert.Contains(expected, problem?.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownParameter_WithALongName_IsRepeatedInPart()
    {
        var problem = await FindAsync(Routes.Folder, $"?{new string('x', 5000)}=1");

        Assert.Equal($"{new string('x', 64)}...", problem?.Field);
        Assert.InRange(problem!.Value.Detail.Length, 64, 200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_WhereNoneIsTaken_IsRefused(bool isLengthKnown)
    {
        var request = RequestOf("");
        request.Body = new MemoryStream(Encoding.UTF8.GetBytes("""{"dryRun":true}"""));
        request.ContentLength = isLengthKnown ? request.Body.Length : null;

        Assert.Equal("unexpected_body", Read(await Check.FindProblemAsync(request, Routes.ReplayPoison))?.Code);
        Assert.Null(await Check.FindProblemAsync(request, Routes.OzWebhooks));
    }

    [Fact]
    public void Value_OfAKeyThatDiffersInLetterCase_IsNotAnothers()
    {
        var request = RequestOf("?meta.Order=7");

        Assert.Equal((null, "7"), (KnownParameters.Metadata("order").Read(request), KnownParameters.Metadata("Order").Read(request)));
    }

    [Fact]
    public void Value_ReadWithoutTheCheck_IsAFault() => Assert.Throws<InvalidOperationException>(() => KnownParameters.Limit.Read(RequestOf("?limit=many")));

    [Fact]
    public void Time_IsReadAsUtc() => Assert.Equal(
        (new DateTimeOffset(2026, 11, 27, 21, 0, 0, TimeSpan.Zero), TimeSpan.Zero),
        (KnownParameters.From.Read(RequestOf("?from=2026-11-28T00:00:00%2B03:00"))!.Value, KnownParameters.From.Read(RequestOf("?from=2026-11-28T00:00:00%2B03:00"))!.Value.Offset));

    private static async Task<(string? Code, string? Field, string Detail)?> FindAsync(string route, string query) => Read(await Check.FindProblemAsync(RequestOf(query), route));

    private static (string? Code, string? Field, string Detail)? Read(IResult? result) => result is null
        ? null
        : Assert.IsType<ProblemHttpResult>(result) is { StatusCode: StatusCodes.Status400BadRequest, ProblemDetails: var problem }
            ? ((string?)problem.Extensions["code"], (string?)(problem.Extensions.TryGetValue("field", out var field) ? field : null), problem.Detail!)
            : throw new InvalidOperationException("The request was rejected with a status other than 400.");

    private static HttpRequest RequestOf(string query) => new DefaultHttpContext { Request = { QueryString = new QueryString(query) } }.Request;
}
