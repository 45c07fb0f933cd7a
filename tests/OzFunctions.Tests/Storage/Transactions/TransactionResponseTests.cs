using System.Text;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage.Transactions;

/// <summary>The interpretation of the service's response to a transaction: written, not written or unknown; never written unless it is certain.</summary>
public sealed class TransactionResponseTests
{
    private const string First = "W/\"datetime'2026-01-02T03%3A04%3A05.6789012Z'\"";
    private const string Second = "W/\"datetime'2026-01-02T03%3A04%3A05.6789013Z'\"";

    private static readonly string Written = BatchAnswer.Of(BatchAnswer.Written(First), BatchAnswer.Deleted, BatchAnswer.Written(Second));

    [Fact]
    public void CommittedTransaction_ReturnsTheETagOfEachRow() => Assert.Equal([First, null, Second], ETags(Written, rows: 3));

    [Fact]
    public void Transaction_AnsweredInLinesThatEndInALineFeedOnly_IsRead() => Assert.Equal([First, null, Second], ETags(Written.ReplaceLineEndings("\n"), rows: 3));

    [Fact]
    public void Transaction_AnsweredWithAQuotedBoundary_IsRead() =>
        Assert.Equal([First, null, Second], ETags(Written, rows: 3, BatchAnswer.ContentType.Replace("=", "=\"", StringComparison.Ordinal) + "\""));

    [Fact]
    public void Answer_ThatIsCutOffAnywhere_IsUnknown()
    {
        var whole = Written.TrimEnd();
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<IOException>(() => ETags(whole[..length], rows: 3));
        }

        Assert.Equal(3, ETags(whole, rows: 3).Count());
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public void Answer_ForAnotherNumberOfRows_IsUnknown(int rows) => Assert.Throws<IOException>(() => ETags(Written, rows));

    [Theory]
    [InlineData(null)]
    [InlineData("text/html")]
    [InlineData("multipart/mixed; boundary=")]
    [InlineData("multipart/mixed; boundary=another")]
    public void Answer_OfAnotherType_IsUnknown(string? contentType) => Assert.Throws<IOException>(() => ETags(Written, rows: 3, contentType));

    [Theory]
    [InlineData("")]
    [InlineData("204 No Content")]
    [InlineData("HTTP/1.1 ")]
    [InlineData("HTTP/1.1 fine")]
    public void Answer_OfWhichAPartHasNoStatus_IsUnknown(string statusLine) =>
        Assert.Throws<IOException>(() => ETags(BatchAnswer.Of(BatchAnswer.Written(First), $"{statusLine}\nETag: {Second}\n\n"), rows: 2));

    [Theory]
    [InlineData("409 Conflict", 409, "EntityAlreadyExists")]
    [InlineData("412 Precondition Failed", 412, "UpdateConditionNotSatisfied")]
    [InlineData("404 Not Found", 404, "ResourceNotFound")]
    [InlineData("413 Request Entity Too Large", 413, "RequestBodyTooLarge")]
    [InlineData("503 Service Unavailable", 503, "ServerBusy")]
    public void FailedRow_IsReportedWithItsStatusAndCode(string statusLine, int status, string code)
    {
        var failure = Failure(BatchAnswer.Of(BatchAnswer.Failed(statusLine, BatchAnswer.Error(code, "2:The \\u0022reason\\u0022."))));

        Assert.Equal((status, code, 2), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
        Assert.StartsWith("2:The \"reason\".\nRequestId:a1", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Row_ThatFailedBetweenOthers_FailsTheTransaction()
    {
        var failure = Failure(BatchAnswer.Of(BatchAnswer.Written(First), BatchAnswer.Failed("412 Precondition Failed", BatchAnswer.Error("ConditionNotMet", "1:No.")), BatchAnswer.Written(Second)));

        Assert.Equal((412, "ConditionNotMet"), (failure.Status, failure.ErrorCode));
    }

    // OData allows a single response for the whole change set.
    [Fact]
    public void Failure_WithoutAChangeSet_IsRead()
    {
        var part = $"Content-Type: application/http\n\n{BatchAnswer.Failed("404 Not Found", BatchAnswer.Error("TableNotFound", "0:No."))}";
        var boundary = BatchAnswer.ContentType.Split('=')[1];

        var failure = Failure($"--{boundary}\n{part}\n--{boundary}--");

        Assert.True(failure.IsTableMissing());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("<html>busy: later</html>")]
    [InlineData("{\"odata.error\":{\"code\":1}}")]
    [InlineData("{\"odata.error\":{\"code\":\"X\"")]
    public void Failure_WithoutAReasonThatCanBeRead_IsKnownByItsStatus(string body)
    {
        var failure = Failure(BatchAnswer.Of(BatchAnswer.Failed("409 Conflict", body)));

        Assert.Equal((409, null, null), (failure.Status, failure.ErrorCode, failure.FailedTransactionActionIndex));
    }

    private static TableTransactionFailedException Failure(string answer) => Assert.Throws<TableTransactionFailedException>(() => ETags(answer, rows: 3));

    private static IEnumerable<string?> ETags(string answer, int rows, string? contentType = BatchAnswer.ContentType) =>
        TransactionAnswer.Read(Encoding.UTF8.GetBytes(answer), contentType, rows).Select(static row => row.Headers.ETag?.ToString());
}
