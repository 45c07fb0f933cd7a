using System.Text;
using System.Text.Json.Nodes;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;
using OzFunctions.Web.Reconciliation;

namespace OzFunctions.Tests.Reconciliation;

public sealed class FolderComparisonTests
{
    private static readonly JsonObject Ours = Body("DECLINED", updated: 5);

    [Fact]
    public void SameBody_IsTheSame() => Assert.Equal((ComparisonVerdict.Same, 0), Compare(Ours));

    [Fact]
    public void OlderSpelling_IsTheSame()
    {
        var old = Body("DECLINED", updated: 5);
        old["analyses"]![0]!["state"] = "declined";
        old["analyses"]![0]!.AsObject().Remove("resolution_status");

        Assert.Equal((ComparisonVerdict.Same, 0), Compare(old));
    }

    [Theory]
    [InlineData("SUCCESS", 5, "t-1", 2)]
    [InlineData("DECLINED", 6, "t-1", 1)]
    [InlineData("DECLINED", 5, "t-2", 1)]
    public void AnotherVerdictTimeOrMetadata_IsDifferent(string resolution, double updated, string transaction, int differences) =>
        Assert.Equal((ComparisonVerdict.Different, differences), Compare(Body(resolution, updated, transaction)));

    [Fact]
    public void OperatorsDecision_ThatWeDoNotHave_IsDifferent()
    {
        var ours = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", 5)], "FINISHED", "SUCCESS", 5);
        var decided = ours.DeepClone();
        decided["operator_status"] = "DECLINED";

        var compared = FolderComparison.Of("f1", Payloads.FolderOf(ours), Payloads.Read(decided));

        Assert.Equal("FINISHED/SUCCESS, operator DECLINED", Assert.Single(compared.Differences).Oz);
        Assert.Equal(ComparisonVerdict.Same, FolderComparison.Of("f1", Payloads.FolderOf(decided), Payloads.Read(decided)).Verdict);
    }

    [Fact]
    public void AnalysisThatOnlyWeHave_IsDifferent()
    {
        var folder = Payloads.FolderOf(Ours, PayloadJson.Folder([PayloadJson.Analysis("forged", "FINISHED", "SUCCESS", updated: 4)]));

        var compared = FolderComparison.Of("f1", folder, Payloads.Read(Ours, "transaction_id"));

        Assert.Contains(compared.Differences, static difference => difference is { Field: "analysis forged", Ours: not null, Oz: null });
    }

    [Fact]
    public void AnalysisThatOnlyOzHas_IsDifferent()
    {
        var more = Body("DECLINED", updated: 5);
        more["analyses"]!.AsArray().Add(PayloadJson.Analysis("b", "FINISHED", "SUCCESS", updated: 4));

        var compared = FolderComparison.Of("f1", Folder(Ours), Payloads.Read(more, "transaction_id"));

        Assert.Contains(compared.Differences, static difference => difference is { Field: "analysis b", Ours: null, Oz: not null });
    }

    [Fact]
    public void MetadataOfOneSideOnly_IsDifferent()
    {
        var oz = Body("DECLINED", updated: 5);
        oz["meta_data"] = new JsonObject { ["another"] = "x" };

        var compared = FolderComparison.Of("f1", Folder(Ours), Payloads.Read(oz, "transaction_id", "another"));

        Assert.Equal(
            [new FolderDifference("metadata another", null, "x"), new FolderDifference("metadata transaction_id", "t-1", null)],
            compared.Differences);
    }

    [Fact]
    public void AsManyDifferencesAsAreKept_AreAllKept()
    {
        var many = PayloadJson.Folder(Enumerable.Range(0, ComparedFolder.MaxDifferences - 1).Select(static i => PayloadJson.Analysis($"x{i}", updated: 1)));

        var compared = FolderComparison.Of("f1", Folder(Ours), Payloads.Read(many, "transaction_id"));

        Assert.Equal(ComparedFolder.MaxDifferences, compared.Differences.Count);
        Assert.DoesNotContain(compared.Differences, static difference => difference.Field == "omitted");
    }

    [Fact]
    public void MoreDifferencesThanAreKept_AreCounted()
    {
        var many = PayloadJson.Folder(Enumerable.Range(0, 150).Select(static i => PayloadJson.Analysis($"x{i}", updated: 1)));

        var compared = FolderComparison.Of("f1", Folder(Ours), Payloads.Read(many, "transaction_id"));

        Assert.Equal(ComparedFolder.MaxDifferences, compared.Differences.Count);
        Assert.Equal("52 more", compared.Differences[^1].Oz);
    }

    [Fact]
    public void FolderOfOneSideOnly_IsMissingOnTheOther()
    {
        Assert.Equal(ComparisonVerdict.MissingHere, FolderComparison.Of("f1", null, Payloads.Read(Ours)).Verdict);
        Assert.Equal(ComparisonVerdict.MissingAtOz, FolderComparison.Of("f1", Folder(Ours), null).Verdict);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("-2")]
    public async Task Csv_HoldsNoFormula(string value)
    {
        using var stream = new MemoryStream();

        await DryRunReportCsv.WriteAsync(stream, Pages(value));

        var line = Encoding.UTF8.GetString(stream.ToArray()).Split("\r\n")[1];
        Assert.DoesNotContain($",{value}", line, StringComparison.Ordinal);
        Assert.Contains($"'{value}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x\n=1+1")]
    [InlineData("x\r=1+1")]
    public async Task CsvField_WithALineEnd_IsQuoted(string value)
    {
        using var stream = new MemoryStream();

        await DryRunReportCsv.WriteAsync(stream, Pages(value));

        Assert.Contains($",\"{value}\",", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    private static async IAsyncEnumerable<IReadOnlyList<ComparedFolder>> Pages(string value)
    {
        await Task.Yield();
        yield return [new ComparedFolder("f1", ComparisonVerdict.Different, [new FolderDifference("metadata t", value, null)])];
    }

    private static (ComparisonVerdict Verdict, int Differences) Compare(JsonObject oz)
    {
        var compared = FolderComparison.Of("f1", Folder(Ours), Payloads.Read(oz, "transaction_id"));
        return (compared.Verdict, compared.Differences.Count);
    }

    private static Core.Folders.Folder Folder(JsonObject body) => Core.Folders.Folder.Apply(
        null, "f1", Payloads.Read(body, "transaction_id").Records, Core.Folders.ChangeCause.Webhook, Payloads.Now)!.Current;

    private static JsonObject Body(string resolution, double updated, string transaction = "t-1")
    {
        var body = PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", resolution, updated)], "FINISHED", resolution, updated);
        body["meta_data"] = new JsonObject { ["transaction_id"] = transaction };
        return body;
    }
}
