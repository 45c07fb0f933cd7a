using System.Text;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Storage.Fakes;

namespace OzFunctions.Tests.Storage.Transactions;

/// <summary>The sent requests, compared with those of the SDK.</summary>
public sealed partial class TransactionWriterTests
{
    private const string Key = "AccountName=bank;AccountKey=c2VjcmV0";

    private static readonly string[] Identifiers = ["x-ms-client-request-id", "x-ms-date", "Authorization"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Key)]
    [InlineData($"{Key};EndpointSuffix=core.chinacloudapi.cn")]
    [InlineData($"{Key};TableEndpoint=http://127.0.0.1:10002/bank")]
    [InlineData($"{Key};TableEndpoint=http://azurite:10002/bank")]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("TableEndpoint=https://bank.table.core.windows.net/;SharedAccessSignature=sv=2019-02-02&ss=t&sig=a%2Bb%3D")]
    [InlineData("AccountName=bank;SharedAccessSignature=?sv=2019-02-02&ss=t&sig=a%2Bb%3D")]
    public async Task Request_OfEachKindOfAccount_IsTheSdks(string connectionString)
    {
        var (ours, sdks) = await SendAsync(connectionString, [.. EachKindOfWrite()]);

        Assert.Equal(sdks.Uri, ours.Uri);
        Assert.Equal(Headers(sdks), Headers(ours));
        Assert.Equal(WithoutBoundaries(sdks.Body), WithoutBoundaries(ours.Body));
    }

    [Fact]
    public async Task Request_OfNearlyFourMebibytes_IsTheSdks()
    {
        var bytes = new byte[64 * 1024];
        new Random(1).NextBytes(bytes);

        var (ours, sdks) = await SendAsync(Key, [.. Enumerable.Range(0, 45).Select(row => Action(TableTransactionActionType.Add, $"r{row}", ("A", bytes)))]);

        Assert.InRange(ours.Body.Length, 3_900_000, 4 * 1024 * 1024);
        Assert.Equal(WithoutBoundaries(sdks.Body), WithoutBoundaries(ours.Body));
    }

    [Fact]
    public void Property_ThatIsNull_IsLeftOut() =>
        Assert.Contains("""{"PartitionKey":"p","RowKey":"r","A":1}""", Written(("Null", null), ("A", 1)), StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    [InlineData(double.NegativeInfinity, "-Infinity")]
    public void Number_ThatJsonDoesNotHave_IsWrittenByItsName(double number, string name) =>
        Assert.Contains($$"""{"PartitionKey":"p","RowKey":"r","A":"{{name}}","A@odata.type":"Edm.Double"}""", Written(("A", number)), StringComparison.Ordinal);

    [Fact]
    public void Value_OfATypeThatNoTableHolds_IsRefused() => Assert.Throws<NotSupportedException>(() => Written(("A", TimeSpan.Zero)));

    private static IEnumerable<TableTransactionAction> EachKindOfWrite()
    {
        const string Text = "It's 100 % \"ü\" | <\u00e9\ud83d\ude00>\r\n\\ +/=";
        (string, object?)[] values =
        [
            ("Text", Text), ("Empty", ""), ("Int", -1), ("Long", long.MaxValue), ("Flag", true), ("Double", 0.1 + 0.2), ("Whole", 1.0), ("Small", 5e-324),
            ("Guid", new Guid("7b3c1b4e-1df1-4c1f-8a60-0f8f2a2f9b11")), ("Bytes", Encoding.UTF8.GetBytes(Text)), ("NoBytes", Array.Empty<byte>()),
            ("Time", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)).AddTicks(6)), ("Midnight", DateTimeOffset.UnixEpoch),
        ];
        string[] keys = ["it's", "100 %", "change|0000000001", "üé\ud83d\ude00", "a b+c&d=e;f,g", "\"quoted\""];
        var types = Enum.GetValues<TableTransactionActionType>();
        foreach (var (type, key) in types.SelectMany(_ => keys, static (type, key) => (type, key)))
        {
            yield return Action(type, key, values);
        }
    }

    private static TableTransactionAction Action(TableTransactionActionType type, string key, params (string Name, object? Value)[] values)
    {
        var row = new TableEntity(key.Replace('|', '-'), key) { ETag = new ETag("the row's own"), Timestamp = DateTimeOffset.UnixEpoch };
        foreach (var (name, value) in values)
        {
            row[name] = value;
        }

        return new TableTransactionAction(type, row, key.Length % 2 == 0 ? new ETag("W/\"datetime'2026-01-02T03%3A04%3A05.6Z'\"") : default);
    }

    private static string Written(params (string, object?)[] values)
    {
        using var output = new PooledBuffer();
        using var writer = new TransactionWriter(output, "host", "https://host/table", sas: "", Guid.NewGuid());
        var row = new TableEntity("p", "r");
        foreach (var (name, value) in values)
        {
            row[name] = value;
        }

        writer.Write([new TableTransactionAction(TableTransactionActionType.Add, row)]);
        return Encoding.UTF8.GetString(output.Written.Span);
    }

    private static async Task<(FakeTableService.Asked Ours, FakeTableService.Asked Sdks)> SendAsync(string connectionString, IReadOnlyList<TableTransactionAction> actions)
    {
        using var ours = new FakeTableService().AnswerWritten(actions.Count);
        using var sdks = new FakeTableService().AnswerWritten(actions.Count);
        await new LeanTableServiceClient(connectionString, ours.Options()).GetTableClient("Blogs").SubmitTransactionAsync(actions, Token);
        await new TableServiceClient(connectionString, sdks.Options()).GetTableClient("Blogs").SubmitTransactionAsync(actions, Token);
        return (ours.Request, sdks.Request);
    }

    // All headers except for the values that differ in each request.
    private static IEnumerable<string> Headers(FakeTableService.Asked request) =>
        request.Headers.Select(static header => $"{header.Key}: {(Identifiers.Contains(header.Key) ? "" : WithoutBoundaries(header.Value))}").Order(StringComparer.Ordinal);

    private static string WithoutBoundaries(string text) => Boundary().Replace(text, "$1_");

    [GeneratedRegex("(batch|changeset)_[0-9a-f-]{36}")]
    private static partial Regex Boundary();
}
