using System.Text.Json;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Statuses;
using OzFunctions.Storage.Folders;
using OzFunctions.Storage.Tables;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Oracle;

namespace OzFunctions.Tests.Storage;

public sealed class FolderSnapshotTests
{
    /// <summary>A snapshot as version 2 stored it. A change that cannot read it loses folders.</summary>
    private const string Stored = """
        {"a":[{"i":"a1","g":"g1","t":"QUALITY","c":1735689601000000,"f":[1735689606000000],"fx":[1735689604500000],"r":1735689602000000,"b":1735689603000000,"d":1735689605000000,"x":1,"s":"FINISHED","v":"DECLINED","u":1735689604500000,"e":"E7","n":{"confidence_spoofing":0.9871}},
              {"i":"a2","s":"PAUSED","p":true}],
         "r":{"r":"FINISHED","s":"DECLINED","o":"APPROVED","at":1735689605600000},"rd":true,
         "j":{"at":1735689605000000,"c":{"r":"FINISHED","s":"SUCCESS","a":true,"at":1735689605000000,"q":1735689607000000}},
         "m":{"k":{"transaction_id":"t-1","long":null},"at":1735689605600000},
         "c":{"t":1735689600000000,"at":1735689605600000},"u":{"t":1735689605600000,"at":1735689605600000,"q":1735689607000000}}
        """;

    [Fact]
    public void FormerMetadata_ThatDoesNotFitBesideTheFolder_IsLeftOutFromTheOldestOn()
    {
        FormerMetadataEntry[] former = [.. Enumerable.Range(0, FormerMetadataEntry.MaxCount).Select(static i => new FormerMetadataEntry("transaction_id", $"{i}{new string('\u00e4', 1_000)}", Payloads.Now))];
        var small = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", updated: 1)])) with { FormerMetadata = former };
        var analyses = Enumerable.Range(0, 4_800).Select(static i => PayloadJson.Analysis($"{i:D4}{new string('a', 118)}", "FINISHED", "SUCCESS", updated: 1, group: new string('g', 8)));
        var large = Payloads.FolderOf(PayloadJson.Folder(analyses)) with { FormerMetadata = former };

        Assert.Equal(former, Back(small));
        var left = Back(large);
        Assert.InRange(left.Count, 1, former.Length - 1);
        Assert.Equal(former[^left.Count..], left);

        static IReadOnlyList<FormerMetadataEntry> Back(Folder folder)
        {
            var entity = FenceEntity.Of(folder, new HashSet<string>());
            EntityGroupTransaction.Check(entity);
            return FenceEntity.Read(entity).Folder!.FormerMetadata;
        }
    }

    [Fact]
    public void StoredSnapshot_OfTheSecondVersion_StillReads()
    {
        var records = FolderSnapshotMapper.ToRecords(Deserialize(Stored));

        var first = records.Analyses[0];
        Assert.Equal(("a1", "g1", "QUALITY", AnalysisConflicts.GroupId), (first.AnalysisId, first.GroupId, first.Type, first.Conflicts));
        Assert.Equal((Status.Declined, "E7"), (first.Result, first.Latest.ErrorCode));
        Assert.Equal([new Confidence("confidence_spoofing", 0.9871)], first.Latest.Confidences);
        Assert.Equal(Second(4.5), first.FinishedAt);
        Assert.Equal("PAUSED", records.Analyses[1].Latest.Status.State!.Text);
        Assert.Equal([new AnalysisEnd(Second(4.5), IsExact: true), new AnalysisEnd(Second(6), IsExact: false)], first.Timeline.Ends);
        Assert.Equal((Second(2), Second(3), Second(5)), (first.Timeline.RunningAt, first.Timeline.StillRunningAt, first.Timeline.EndedBesideAt));
        Assert.Equal(("APPROVED", false, true), (records.Reported!.Value.OperatorStatus!.Text, records.Reported.Value.HasAnalyses, records.ReportsDiffer));
        Assert.Equal((Status.Success, Second(5), Second(7)), (records.Judging!.Current!.Value.Result, records.Judging.At, records.Judging.Current.AskedAt));
        Assert.Equal([new FolderMetadataEntry("long", null), new FolderMetadataEntry("transaction_id", "t-1")], records.Metadata!.Value.Entries);
        Assert.Equal((Second(0), null), (records.TimeCreated!.Value, records.TimeCreated.AskedAt));
        Assert.Equal(Second(7), records.TimeUpdated!.AskedAt);
    }

    [Fact]
    public void Records_StoredAndReadBack_AreTheSame()
    {
        for (var seed = 0; seed < 2_000; seed++)
        {
            var copies = new RandomFolder(seed).Copies(most: 6);
            var records = Payloads.Read(PayloadJson.Folder(copies.Select(PayloadJson.Analysis), "FINISHED", "SUCCESS", updated: 5)).Records;

            var read = FolderSnapshotMapper.ToRecords(Deserialize(Payloads.TextOf(records)));

            Assert.Equal(Payloads.TextOf(records), Payloads.TextOf(read));
            Assert.Equal(FolderResult.Of(records).Statuses, FolderResult.Of(read).Statuses);
            Assert.Same(read, FolderRecords.Merge(read, records));
        }
    }

    private static DateTimeOffset Second(double second) => new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(second);

    private static FolderSnapshot Deserialize(string json) => JsonSerializer.Deserialize(json, FolderSnapshotContext.Default.FolderSnapshot)!;
}
