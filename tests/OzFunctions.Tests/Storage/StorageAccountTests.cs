using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using OzFunctions.Storage;

namespace OzFunctions.Tests.Storage;

/// <summary>Over http an account is only used on this machine, or in Development.</summary>
public sealed class StorageAccountTests
{
    private const string Account = "AccountName=bank;AccountKey=c2VjcmV0";

    [Theory]
    [InlineData($"DefaultEndpointsProtocol=http;{Account}")]
    [InlineData($"DefaultEndpointsProtocol=http;{Account};TableEndpoint=http://azurite:10002/bank;QueueEndpoint=http://azurite:10001/bank")]
    [InlineData($"{Account};TableEndpoint=http://10.0.0.4:10002/bank;QueueEndpoint=http://10.0.0.4:10001/bank")]
    public void AccountOfAnotherMachine_OverHttp_IsForDevelopmentOnly(string connectionString)
    {
        Assert.NotNull(Of(connectionString, isDevelopment: true).Tables());
        Assert.NotNull(Of(connectionString, isDevelopment: true).Queues());

        foreach (var create in (Func<object>[])[Of(connectionString, isDevelopment: false).Tables, Of(connectionString, isDevelopment: false).Queues])
        {
            var sentence = Assert.Throws<OptionsValidationException>(() => create()).Message;
            Assert.StartsWith("AzureWebJobsStorage has an http endpoint.", sentence, StringComparison.Ordinal);
            Assert.DoesNotContain("bank", sentence, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData($"{Account};TableEndpoint=http://127.0.0.1:10002/bank;QueueEndpoint=http://localhost:10001/bank")]
    [InlineData($"{Account};TableEndpoint=http://[::1]:10002/bank;QueueEndpoint=http://[::1]:10001/bank")]
    [InlineData($"DefaultEndpointsProtocol=https;{Account}")]
    [InlineData(Account)]
    public void AccountOfThisMachine_OrOverHttps_IsForProductionToo(string connectionString)
    {
        Assert.NotNull(Of(connectionString, isDevelopment: false).Tables());
        Assert.NotNull(Of(connectionString, isDevelopment: false).Queues());
    }

    private static StorageAccount Of(string connectionString, bool isDevelopment) => new(
        new ConfigurationBuilder().AddInMemoryCollection([new(StorageExtensions.AccountSetting, connectionString)]).Build().GetSection(StorageExtensions.AccountSetting), isDevelopment);
}
