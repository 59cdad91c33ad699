@"%~dp0.venv\Scripts\python.exe" -m hcc_helpers %*
