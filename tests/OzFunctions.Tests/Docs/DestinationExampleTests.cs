using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using OzFunctions.Core.Notifications;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.Settings;

namespace OzFunctions.Tests.Docs;

/// <summary>The examples on the destinations page work as described.</summary>
public sealed partial class DestinationExampleTests
{
    // The types that the example uses from packages not referenced here, and a database for it.
    private const string Surroundings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Threading;
        global using System.Threading.Tasks;
        using Azure.Messaging.ServiceBus;

        namespace Microsoft.Azure.Functions.Worker
        {
            public sealed class FunctionAttribute(string name) : Attribute { public string Name => name; }

            public sealed class ServiceBusTriggerAttribute(string queueName) : Attribute
            {
                public string QueueName => queueName;
                public string? Connection { get; set; }
                public bool IsSessionsEnabled { get; set; }
            }
        }

        public sealed class Database : IFolderResults
        {
            private readonly Dictionary<string, FolderData> _rows = [];

            public List<string> Stored { get; } = [];

            public Task<FolderData?> FindAsync(string folderId, CancellationToken cancellationToken) => Task.FromResult(_rows.GetValueOrDefault(folderId));

            public Task StoreAsync(FolderData data, CancellationToken cancellationToken)
            {
                _rows[data.FolderId] = data;
                Stored.Add($"{data.FolderId} {data.Version} {data.Current.SystemResolution}");
                return Task.CompletedTask;
            }

            public static async Task<List<string>> RunAsync(IEnumerable<byte[]> bodies)
            {
                var database = new Database();
                foreach (var body in bodies)
                {
                    await new FolderResults(database).RunAsync(ServiceBusModelFactory.ServiceBusReceivedMessage(body: new BinaryData(body)), default);
                }

                return database.Stored;
            }
        }
        """;

    private static string Page => Repository.Read("docs/destinations.md");

    [Fact]
    public async Task Function_KeepsTheNewestResultOfEachFolder_AndDropsDuplicatesAndLateEvents()
    {
        var run = Compile(CSharp().Match(Page).Groups["code"].Value, Surroundings).GetType("Database")!.GetMethod("RunAsync")!;
        byte[][] bodies =
        [
            Body("f1", 1, "PROCESSING"), Body("f2", 1, "PROCESSING"), Body("f1", 3, "DECLINED"), Body("f1", 2, "OPERATOR_REQUIRED"), Body("f1", 3, "DECLINED"),
            Body("f2", 2, "SUCCESS", NotificationTypes.FolderOverdue), Body("f1", 1, "SUCCESS", seenDaysLater: 500),
        ];

        var stored = await (Task<List<string>>)run.Invoke(null, [bodies])!;

        Assert.Equal(["f1 1 PROCESSING", "f2 1 PROCESSING", "f1 3 DECLINED", "f1 1 SUCCESS"], stored);
    }

    [Fact]
    public void Settings_LetTheServerStart()
    {
        var examples = Shell().Matches(Page).Select(static match => match.Groups["code"].Value).Where(static code => code.StartsWith("Notifications__", StringComparison.Ordinal)).ToList();

        Assert.Equal(["ServiceBus", "ServiceBus", "EventGrid", "EventHubs", "StorageQueue"], examples.Select(static code => Kind().Match(code).Groups["kind"].Value));
        Assert.All(examples, static code => Assert.Null(StartOf.With(isDevelopment: false, [
            .. code.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => line.Split('=', 2)).Select(static parts => (parts[0].Replace("__", ":", StringComparison.Ordinal), (string?)parts[1].Trim('\''))),
        ])));
    }

    private static byte[] Body(string folder, long version, string resolution, string type = NotificationTypes.FolderResolutionChanged, int seenDaysLater = 0)
    {
        var seen = Payloads.Now.AddDays(seenDaysLater);
        var delivery = new Delivery { Folder = folder, FolderFirstSeenAt = seen, Key = new DeliveryKey(version, type, "bank"), At = seen };
        var data = $$"""
            {"folderId":"{{folder}}","firstSeenAt":"{{JsonTime.Text(seen)}}","version":{{version}},
            "current":{"resolutionStatus":"FINISHED","systemResolution":"{{resolution}}","worstResolution":"{{resolution}}" } }
            """;
        return CloudEvent.Of(delivery, new NotificationData(seen, Encoding.UTF8.GetBytes(data)));
    }

    private static Assembly Compile(params string[] sources)
    {
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "DestinationExample",
            sources.Select(static source => CSharpSyntaxTree.ParseText(source, cancellationToken: TestContext.Current.CancellationToken)),
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var compiled = new MemoryStream();
        var result = compilation.Emit(compiled, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Empty(result.Diagnostics.Where(static diagnostic => diagnostic.Severity is DiagnosticSeverity.Error or DiagnosticSeverity.Warning));
        compiled.Position = 0;
        return AssemblyLoadContext.Default.LoadFromStream(compiled);
    }

    [GeneratedRegex("```csharp\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex CSharp();

    [GeneratedRegex("```sh\n(?<code>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex("__Kind=(?<kind>[A-Za-z]+)")]
    private static partial Regex Kind();
}
