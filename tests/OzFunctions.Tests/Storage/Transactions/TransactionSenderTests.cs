using System.Net;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;
using OzFunctions.Core;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage.Transactions;

/// <summary>The sending of a transaction to a service with scripted responses.</summary>
public sealed class TransactionSenderTests : IDisposable
{
    private const string Key = "AccountName=bank;AccountKey=c2VjcmV0";
    private const string Sas = "sv=2019-02-02&ss=t&sig=a%2Bb%3D";

    private static readonly string Missing = BatchAnswer.Error("TableNotFound", "0:The table specified does not exist.");

    private readonly FakeTableService _service = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Transaction_ThatIsSentAgain_IsSentUnchanged()
    {
        _service.Answer(HttpStatusCode.ServiceUnavailable, BatchAnswer.Error("ServerBusy", "Later.")).AnswerWritten(rows: 1);

        Assert.Equal(["W/\"datetime'0'\""], await SubmitAsync());
        Assert.Equal(_service.Requests[0].Body, _service.Requests[1].Body);
        Assert.Contains("\"RowKey\":\"r\"", _service.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_ThatStaysBusy_IsUnavailable()
    {
        for (var attempt = 0; attempt < 4; attempt++)
        {
            _service.Answer(HttpStatusCode.ServiceUnavailable, BatchAnswer.Error("ServerBusy", "Later."));
        }

        var e = await Assert.ThrowsAsync<StoreUnavailableException>(SubmitAsync);
        Assert.Equal("ServerBusy", Assert.IsType<RequestFailedException>(e.InnerException).ErrorCode);
        Assert.Equal(4, _service.Requests.Count);
    }

    [Fact]
    public async Task Answer_ThatIsCutOff_LeavesTheOutcomeUnknown()
    {
        _service.Answer(HttpStatusCode.Accepted, BatchAnswer.Of(BatchAnswer.Written("W/\"1\""))[..^60], BatchAnswer.ContentType);

        await Assert.ThrowsAsync<StoreUnavailableException>(SubmitAsync);
    }

    [Theory]
    [InlineData("409 Conflict", "EntityAlreadyExists")]
    [InlineData("412 Precondition Failed", "UpdateConditionNotSatisfied")]
    [InlineData("404 Not Found", "ResourceNotFound")]
    public async Task Row_ThatAnotherWriterChanged_IsALostRace(string status, string code)
    {
        _service.Answer(HttpStatusCode.Accepted, BatchAnswer.Of(BatchAnswer.Failed(status, BatchAnswer.Error(code, "0:No."))), BatchAnswer.ContentType);

        Assert.Null(await SubmitAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Table_ThatIsMissing_IsMadeAndTheTransactionSentAgain(bool isWholeBatchRefused)
    {
        _ = isWholeBatchRefused
            ? _service.Answer(HttpStatusCode.NotFound, Missing)
            : _service.Answer(HttpStatusCode.Accepted, BatchAnswer.Of(BatchAnswer.Failed("404 Not Found", Missing)), BatchAnswer.ContentType);
        _service.Answer(HttpStatusCode.NoContent).AnswerWritten(rows: 1);

        Assert.Single((await SubmitAsync())!);
        Assert.Equal(["/$batch", "/Tables", "/$batch"], _service.Requests.Select(static request => request.Uri.AbsolutePath));
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "InvalidInput")]
    [InlineData(HttpStatusCode.RequestEntityTooLarge, "RequestBodyTooLarge")]
    public async Task Request_ThatWillAlwaysBeRefused_IsAFaultOfOurs(HttpStatusCode status, string code)
    {
        _service.Answer(status, BatchAnswer.Error(code, "No."));

        var e = await Assert.ThrowsAsync<RequestFailedException>(SubmitAsync);
        Assert.Equal(((int)status, code), (e.Status, e.ErrorCode));
    }

    [Fact]
    public async Task Transaction_ThatIsGivenUp_IsCancelled()
    {
        using var gaveUp = new CancellationTokenSource();
        _service.KeepSilent();
        var submission = SubmitAsync(Table(Key), gaveUp.Token);
        await gaveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => submission);
        Assert.Single(_service.Requests);
    }

    // As documented in "Authorize with Shared Key": the signature covers the date, and the account with the path.
    [Theory]
    [InlineData(Key, "/bank/$batch")]
    [InlineData($"{Key};TableEndpoint=http://127.0.0.1:10002/bank", "/bank/bank/$batch")]
    public async Task Key_SignsTheDateAndTheResource(string connectionString, string resource)
    {
        _service.AnswerWritten(rows: 1);
        await SubmitAsync(Table(connectionString), Token);

        var headers = _service.Request.Headers;
        var signature = HMACSHA256.HashData("secret"u8, Encoding.UTF8.GetBytes($"{headers["x-ms-date"]}\n{resource}"));
        Assert.Equal($"SharedKeyLite bank:{Convert.ToBase64String(signature)}", headers["Authorization"]);
    }

    [Fact]
    public async Task SharedAccessSignature_IsPartOfTheAddressAndNothingIsSigned()
    {
        _service.AnswerWritten(rows: 1);
        await SubmitAsync(Table($"TableEndpoint=https://bank.table.core.windows.net;SharedAccessSignature={Sas}"), Token);

        Assert.Equal($"https://bank.table.core.windows.net/$batch?{Sas}", _service.Request.Uri.AbsoluteUri);
        Assert.DoesNotContain("Authorization", _service.Request.Headers.Keys);
    }

    [Fact]
    public async Task Token_IsSentInItsPlace()
    {
        _service.AnswerWritten(rows: 1);
        await SubmitAsync(TableByToken(), Token);

        Assert.Equal("https://bank.table.core.windows.net/$batch", _service.Request.Uri.AbsoluteUri);
        Assert.Equal("Bearer https://storage.azure.com/.default of no tenant", _service.Request.Headers["Authorization"]);
    }

    [Fact]
    public async Task Token_OfAnotherTenantThanTheAccounts_IsReplacedByOneOfThatTenant()
    {
        const string Challenge = "Bearer authorization_uri=https://login.microsoftonline.com/contoso/oauth2/authorize resource_id=https://storage.azure.com";
        _service.Answer(HttpStatusCode.Unauthorized, challenge: Challenge).AnswerWritten(rows: 1).AnswerWritten(rows: 1);
        var table = TableByToken();
        await SubmitAsync(table, Token);
        await SubmitAsync(table, Token);

        Assert.Equal(["no tenant", "contoso", "contoso"], _service.Requests.Select(static request => request.Headers["Authorization"].Split(" of ")[1]));
    }

    [Fact]
    public async Task Token_ThatIsRefusedThoughItIsOfTheRightTenant_IsUnavailable()
    {
        const string Challenge = "Bearer authorization_uri=https://login.microsoftonline.com/contoso/oauth2/authorize";
        _service.Answer(HttpStatusCode.Unauthorized, challenge: Challenge).Answer(HttpStatusCode.Unauthorized, challenge: Challenge);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => SubmitAsync(TableByToken(), Token));
    }

    private Task<IReadOnlyList<string?>?> SubmitAsync() => SubmitAsync(Table(Key), Token);

    private static Task<IReadOnlyList<string?>?> SubmitAsync(TableClient table, CancellationToken cancellationToken)
    {
        var transaction = new EntityGroupTransaction("p");
        transaction.Insert(new TableEntity("p", "r") { ["A"] = 1 });
        return new LazyTable(table).TrySubmitAsync(transaction, cancellationToken);
    }

    private TableClient Table(string connectionString) => new LeanTableServiceClient(connectionString, _service.Options()).GetTableClient("Blogs");

    private TableClient TableByToken() => new LeanTableServiceClient(new Uri("https://bank.table.core.windows.net"), new TenantCredential(), _service.Options()).GetTableClient("Blogs");

    /// <summary>Returns tokens that contain their scope and tenant.</summary>
    private sealed class TenantCredential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) =>
            new($"{Assert.Single(requestContext.Scopes)} of {requestContext.TenantId ?? "no tenant"}", TimeProvider.System.GetUtcNow().AddHours(1));

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
